// Tables that can be sorted: a click on a head sorts by its column, another click the other way round.
gpusched.sortable = function (table) {
  const heads = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
  heads.forEach((head, column) => {
    const text = head.textContent, button = gpusched.element('button', { type: 'button', class: 'sorter', onclick: () => gpusched.sort(table, heads, column) }, text);
    head.replaceChildren(button);
  });
};

gpusched.sort = function (table, heads, column) {
  const down = heads[column].getAttribute('aria-sort') === 'ascending', rows = Array.from(table.tBodies[0].rows);
  heads.forEach((head, i) => {
    if (i === column) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    else head.removeAttribute('aria-sort');
  });
  const value = (row) => { const text = row.cells[column].textContent.trim(), number = Number(text.replace(/^job /, '')); return text !== '' && !isNaN(number) ? number : text; };
  const compare = (a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : typeof a === 'number' ? -1 : typeof b === 'number' ? 1 : a.localeCompare(b);
  rows.sort((a, b) => compare(value(a), value(b)) * (down ? -1 : 1));
  table.tBodies[0].append(...rows);
};
