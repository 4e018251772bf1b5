/**
 * Who is right when Python and the browser disagree for a moment.
 *
 * The browser shows a choice at once and sends it. Until Python has caught up, data may arrive that
 * still bear an earlier choice; they must not undo the newer one. But when Python brings a choice
 * that was never sent from here (Back, a link, another widget), it wins.
 */
const nameOf = ({ selected, year, method, k }) => JSON.stringify([selected, year, method, k]);

export function createExchange() {
  let known = null; // the choice that Python brought last
  const underway = []; // choices sent and not yet seen in Python's data, oldest first

  return {
    sent(view) {
      underway.push(nameOf(view));
    },
    /** Whether the choice in Python's data replaces the browser's. */
    accepts(view) {
      const name = nameOf(view);
      const answered = underway.indexOf(name);
      const changed = name !== known;
      known = name;
      if (answered >= 0) {
        underway.splice(0, answered + 1);
        return underway.length === 0;
      }
      if (!changed) return underway.length === 0;
      underway.length = 0;
      return true;
    },
  };
}
