/** How the service's own proxy tells aria2 that an address is blocked: a status that nobody else uses, since aria2 reports the status alone. */
export const BLOCKED_STATUS = 470;
