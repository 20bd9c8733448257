import { bytes as bytesIn, speed as speedIn, type Units } from './bytes.ts';
import { fullInstant as fullInstantIn, shortInstant as shortInstantIn, type Zone } from './instant.ts';

/** What this browser is to show things as. Kept in it, and known to nobody else. */
type Chosen = {
  theme: 'system' | 'light' | 'dark';
  zone: Zone;
  units: Units;
  density: 'roomy' | 'compact';
  /** Single letters as commands (WCAG 2.1.4: they can be switched off). */
  letters: 'on' | 'off';
};
export type Preference = keyof Chosen;

/** The first of each is what it is until somebody chooses. */
const CHOICES: { readonly [P in Preference]: readonly [Chosen[P], ...Chosen[P][]] } = {
  theme: ['system', 'light', 'dark'],
  zone: ['local', 'utc'],
  units: ['si', 'binary'],
  density: ['roomy', 'compact'],
  letters: ['on', 'off'],
};

const keyOf = (name: Preference): string => `ledgarr.${name}`;

function stored<P extends Preference>(name: P): Chosen[P] {
  const value = localStorage.getItem(keyOf(name));
  return CHOICES[name].find((choice) => choice === value) ?? CHOICES[name][0];
}

class Preferences {
  #chosen = $state<Chosen>({
    theme: stored('theme'),
    zone: stored('zone'),
    units: stored('units'),
    density: stored('density'),
    letters: stored('letters'),
  });

  get zone(): Zone {
    return this.#chosen.zone;
  }
  get units(): Units {
    return this.#chosen.units;
  }
  of<P extends Preference>(name: P): Chosen[P] {
    return this.#chosen[name];
  }
  choicesOf = <P extends Preference>(name: P): readonly Chosen[P][] => CHOICES[name];

  choose<P extends Preference>(name: P, value: Chosen[P]): void {
    this.#chosen[name] = value;
    localStorage.setItem(keyOf(name), value);
    this.apply();
  }

  /** Theme and density are attributes of the document. */
  apply(): void {
    const { dataset } = document.documentElement;
    if (this.#chosen.theme === 'system') delete dataset['theme'];
    else dataset['theme'] = this.#chosen.theme;
    dataset['density'] = this.#chosen.density;
  }
}

export const preferences = new Preferences();

export const bytes = (value: number | null | undefined): string => bytesIn(value, preferences.units);
export const speed = (value: number | null | undefined): string => speedIn(value, preferences.units);
export const shortInstant = (iso: string, seconds = false): string =>
  shortInstantIn(iso, { zone: preferences.zone, seconds });
export const fullInstant = (iso: string): string => fullInstantIn(iso, { zone: preferences.zone });
