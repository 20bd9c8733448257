import { HeldOrder } from './held-order.js';

describe('an order that is held', () => {
  it('stands still while somebody is at the list, and says so', () => {
    const order = new HeldOrder();
    order.update(['a', 'b', 'c'], false);
    order.update(['c', 'b', 'a', 'new'], true);
    expect([order.shown, order.changed, order.waiting]).toEqual([['a', 'b', 'c'], true, 1]);
    order.release();
    expect([order.shown, order.changed, order.waiting]).toEqual([['c', 'b', 'a', 'new'], false, 0]);
  });

  it('lets go of what has gone', () => {
    const order = new HeldOrder();
    order.update(['a', 'b', 'c'], false);
    order.update(['c', 'a'], true);
    expect([order.shown, order.changed]).toEqual([['a', 'c'], true]);
  });

  it('is not changed where it would be the same', () => {
    const order = new HeldOrder();
    order.update(['a', 'b'], false);
    order.update(['a', 'b'], true);
    expect(order.changed).toBe(false);
  });
});
