/**
 * Every question to the log has an index that fits, planned once. Left to itself the planner, which knows little of a table that
 * grows so fast, at times fetches and sorts a whole stream to find its last event.
 */
export const PLANNING =
  'set plan_cache_mode to force_generic_plan; set enable_seqscan to off; set enable_bitmapscan to off; set enable_sort to off; set jit to off';
