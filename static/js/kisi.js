// Keys of the grid: Enter and arrows walk its rows, Esc takes a cell back, Ctrl+Enter opens the
// details of a value. Tab stays the browser's own, so nothing is out of reach.
"use strict";

(() => {
  const form = document.getElementById("borang");
  if (!form) return;
  const FIELD = "tbody td :is(input:not([type=hidden], [type=file], [type=checkbox], [type=radio]), select)";
  const isField = (place) => place.matches(FIELD) && !place.closest(".rincian-isi");
  const cellOf = (field) => field.closest("td");
  const fieldsOf = (row) => [...row.querySelectorAll(FIELD)].filter(isField);
  const rows = () => [...form.querySelectorAll("tbody tr")].filter((row) => fieldsOf(row).length);

  let before = ""; // what the cell held when the cursor came
  let column = -1; // where this row was entered: Enter goes on there, as in a spreadsheet
  let byTab = false;

  // The field of `row` in that column, else its first figure: not every row has every column.
  const inColumn = (row, index) => {
    const fields = fieldsOf(row);
    return fields.find((field) => cellOf(field).cellIndex === index)
      ?? fields.find((field) => field.matches(".n *")) ?? fields[0];
  };

  const go = (field, step, index) => {
    const all = rows();
    const next = all[all.indexOf(field.closest("tr")) + step];
    if (!next) return;
    const target = inColumn(next, index);
    target.focus();
    target.select?.();
    column = index; // also where this row has no such field
  };

  // The row of the value that a field belongs to: texts and answers stand in rows below it.
  const valueRow = (field) => {
    let row = field.closest("#borang > .lembar > table > tbody > tr");
    while (row && !/^b\d+$/.test(row.id)) row = row.previousElementSibling;
    return row;
  };

  // The details stand below the row and its texts; the cursor stays where it was.
  const toggle = async (row) => {
    const open = document.getElementById(`d${row.id.slice(1)}`);
    if (open) {
      open.remove();
      return;
    }
    const address = `${row.querySelector("th a.kode").href}rinci/`;
    let answer = null;
    try {
      answer = await fetch(address, { headers: { "HX-Request": "true" }, redirect: "manual" });
    } catch { /* said below */ }
    const kept = document.createElement("template");
    kept.innerHTML = answer?.ok ? await answer.text() : "";
    const details = kept.content.querySelector("tr");
    if (!details || document.getElementById(details.id)) {
      if (!details) document.dispatchEvent(new CustomEvent("kabar", { detail: "Rincian belum dapat dibuka; sambungan terputus." }));
      return;
    }
    let last = row;
    while (last.nextElementSibling && !/^b\d+$/.test(last.nextElementSibling.id)) last = last.nextElementSibling;
    last.after(details);
    details.scrollIntoView({ block: "nearest" });
    document.dispatchEvent(new CustomEvent("kabar", { detail: `${details.querySelector("section").ariaLabel} terbuka di bawah baris.` }));
  };

  const takeBack = (field) => {
    if (field.value === before) return false;
    field.value = before;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.select?.();
    return true;
  };

  form.addEventListener("focusin", (event) => {
    const field = event.target;
    if (!field.matches("input, select, textarea")) return;
    before = field.value;
    if (isField(field) && !byTab) column = cellOf(field).cellIndex;
  });

  document.addEventListener("pointerdown", () => { byTab = false; });
  document.addEventListener("keydown", (event) => { byTab = event.key === "Tab"; }, true);

  const KEYS = {
    Enter: (field) => go(field, 1, column),
    ArrowDown: (field) => go(field, 1, cellOf(field).cellIndex),
    ArrowUp: (field) => go(field, -1, cellOf(field).cellIndex),
  };

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.isComposing || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.ctrlKey) {
      if (event.key !== "Enter") return;
      const row = valueRow(field);
      if (!row) return;
      event.preventDefault();
      toggle(row);
    } else if (event.key === "Escape" && field.matches("input, textarea, select")) {
      const open = document.getElementById(`d${valueRow(field)?.id.slice(1)}`);
      if (takeBack(field)) event.preventDefault();
      else open?.remove();
    } else if (isField(field) && event.key in KEYS) {
      if (field.matches("select") && event.key !== "Enter") return; // arrows choose the state
      event.preventDefault();
      KEYS[event.key](field);
    }
  });
})();
