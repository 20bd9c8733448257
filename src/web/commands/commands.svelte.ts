import { preferences } from '../format/preferences.svelte.ts';
import { m } from '../messages/en.ts';
import { PAGES } from '../parts/pages.ts';
import { toasts } from '../parts/toasts.svelte.ts';
import { go } from '../router.ts';
import { isTyping, KeyReader } from './keys.ts';

/** What can be done by the palette and by keys alike. */
export type Command = {
  id: string;
  name: string;
  /** As `keyName` says them. */
  keys?: string;
  /** Nothing to do it to: not in the palette, and its key does nothing. */
  enabled?: () => boolean;
  run: () => void;
};

/** A dialog of the shell. */
export type Opened = 'palette' | 'help' | 'add' | null;

class Commands {
  opened = $state<Opened>(null);
  #ofPage = $state.raw<readonly Command[]>([]);
  readonly #keys = new KeyReader();

  readonly #always: readonly Command[] = [
    { id: 'add', name: m.add.title, keys: 'n', run: () => (this.opened = 'add') },
    { id: 'palette', name: m.commands.palette, keys: 'Mod+k', run: () => (this.opened = 'palette') },
    { id: 'find', name: m.commands.find, keys: '/', run: focusSearch },
    { id: 'undo', name: m.undo, keys: 'z', enabled: () => toasts.undoable !== undefined, run: () => toasts.undo() },
    { id: 'help', name: m.commands.help, keys: '?', run: () => (this.opened = 'help') },
    ...PAGES.map(({ path, name, letter }) => ({
      id: `go ${path}`,
      name: m.commands.goTo(name),
      keys: `g ${letter}`,
      run: () => go(path),
    })),
  ];

  /** Those of the page come first: they concern what one has before one. */
  get all(): readonly Command[] {
    return [...this.#ofPage, ...this.#always];
  }
  get enabled(): readonly Command[] {
    return this.all.filter(({ enabled }) => enabled?.() ?? true);
  }

  /** For as long as the page is there. */
  provide(commands: readonly Command[]): void {
    $effect(() => {
      this.#ofPage = commands;
      return () => {
        // The next page may have come before this one has gone.
        if (this.#ofPage === commands) this.#ofPage = [];
      };
    });
  }

  /** Letters are for fields and dialogs first, and can be switched off. */
  readonly keydown = (event: KeyboardEvent): void => {
    const dialog = document.querySelector('[role=dialog], [role=alertdialog], dialog[open]');
    if (event.defaultPrevented || dialog || this.opened) return;
    const withMod = event.ctrlKey || event.metaKey;
    if (!withMod && (isTyping(event.target as HTMLElement | null) || preferences.of('letters') === 'off')) return;
    const keys = this.#keys.read(event, event.timeStamp);
    const command = this.enabled.find((each) => each.keys === keys);
    if (!keys || !command) return;
    event.preventDefault();
    command.run();
  };
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('main input[type=search]')?.focus();
}

export const commands = new Commands();
