/** Wakes the one who waits for something to change; a ring that nobody waits for is heard by the next who waits. */
export class Signal {
  private rung = false;
  private wake?: () => void;

  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  async heard(): Promise<void> {
    if (!this.rung) await new Promise<void>((resolve) => (this.wake = resolve));
    this.rung = false;
    this.wake = undefined;
  }
}
