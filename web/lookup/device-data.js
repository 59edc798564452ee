// @ts-check

/** Whether the person asked this device to save data; unknown counts as no. */
export function savesData() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator);
  return (
    connection?.saveData === true ||
    window.matchMedia("(prefers-reduced-data: reduce)").matches
  );
}
