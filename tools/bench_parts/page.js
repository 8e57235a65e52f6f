// Figures at the pointer, without the browser's delay; without this script browsers show the same as titles.
const tip = document.getElementById('tip');
for (const point of document.querySelectorAll('g.point')) {
  const title = point.querySelector('title');
  point.dataset.tip = title.textContent;
  point.setAttribute('aria-label', title.textContent);
  title.remove();
  point.addEventListener('pointerenter', () => { tip.textContent = point.dataset.tip; tip.hidden = false; });
  point.addEventListener('pointermove', event => {
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.min(event.clientX + 14, innerWidth - box.width - 8) + 'px';
    tip.style.top = (event.clientY + 18 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 18) + 'px';
  });
  point.addEventListener('pointerleave', () => { tip.hidden = true; });
}

// A click on a column's head sorts by it, a second one turns the order round. Cells without a value stay last.
function sortBy(table, column, head) {
  const descending = head.ariaSort === 'descending' ? false : head.ariaSort === 'ascending' ? true : head.dataset.first === 'descending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  const value = row => row.cells[column].dataset.value;
  const body = table.tBodies[0];
  body.append(...[...body.rows].sort((a, b) => {
    const x = value(a), y = value(b);
    if (x === '' || y === '') return (x === '') - (y === '');
    const order = isNaN(x) || isNaN(y) ? x.localeCompare(y, 'en', {numeric: true}) : x - y;
    return descending ? -order : order;
  }));
}
for (const table of document.querySelectorAll('table.sortable'))
  [...table.tHead.rows[0].cells].forEach((head, column) => head.querySelector('button').addEventListener('click', () => sortBy(table, column, head)));

// Only rows that contain every word.
document.getElementById('filter').addEventListener('input', event => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of document.querySelector('#rows tbody').rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every(word => text.includes(word));
  }
});
