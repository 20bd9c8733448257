/** What may stand between two markers that belong together: `S01-S03`, `S01.to.S03`, `S01 & S02`, `S01S02`. */
export const links = '(?:[\\s._,&+~–\\/\\-]|to|and|thru|through)*';

/** A number that belongs to the one before it without a marker of its own: `-03`, `, 2`, ` to 5`; not ` - 03`, as titles begin. */
export const bareNext =
  /^(?:[~–\-]|\s?[,&+]\s?|[\s._]+(?:to|and|thru|through|bis|à|al?|tot|до|&)[\s._]+)(\d{1,4})(?![\p{L}\p{N}])/iu;
