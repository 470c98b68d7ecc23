"use strict";
(() => {
  const table = document.getElementById("trip-table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const spaced = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.key ?? cell.textContent.trim();
  };

  const sorted = (column, number, up) => {
    const compare = (a, b) => (number ? a - b : words.compare(a, b));
    const keyed = rows.map((row) => [key(row, column), row]);
    keyed.sort((a, b) => {
      if ((a[0] === "") !== (b[0] === "")) return a[0] === "" ? 1 : -1;
      return up ? compare(a[0], b[0]) : compare(b[0], a[0]);
    });
    return keyed.map((each) => each[1]);
  };

  // A third press brings back the order of attention.
  const next = { ascending: "descending", descending: null };

  const sort = (head, column) => {
    const current = head.getAttribute("aria-sort");
    const wanted = current in next ? next[current] : "ascending";
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    if (wanted) head.setAttribute("aria-sort", wanted);
    body.append(...(wanted ? sorted(column, head.dataset.kind === "number", wanted === "ascending") : rows));
  };

  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, column));
    head.append(button);
  });

  const search = document.getElementById("search");
  const found = document.getElementById("found");
  let texts = null;
  search.addEventListener("input", () => {
    texts ??= rows.map((row) => folded(`${row.textContent} ${row.dataset.words}`));
    const wanted = folded(search.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !wanted.every((word) => texts[at].includes(word));
      if (!row.hidden) shown += 1;
    });
    const more = found.dataset.more ?? "";
    found.textContent = wanted.length ? `${spaced(shown)} of ${spaced(rows.length)} trips${more}` : "";
  });
  search.closest("[hidden]").hidden = false;
})();
