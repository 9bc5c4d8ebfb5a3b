// Readings in route order: after a row is stored the cursor goes to the next one, after a refusal it stays.
"use strict";

(() => {
  const inputOf = (row) => row?.querySelector("[data-reading]:not([disabled])");
  const focus = (input) => { if (input) { input.focus(); input.select(); } };

  const nextOf = (row) => {
    const rows = [...document.querySelectorAll("[data-reading-row]")];
    return rows.slice(rows.indexOf(row) + 1).find((one) => inputOf(one));
  };

  // The answer takes the place of the row: find it again by its id, once htmx has the new row in hand. A row that has
  // the cursor before that would be sent past htmx by a quick Enter.
  document.addEventListener("htmx:afterSettle", (event) => {
    const row = document.getElementById(event.detail.target?.id);
    if (!row?.matches("[data-reading-row]")) return;
    const refused = row.querySelector("[data-reading-problem]");
    const reason = row.querySelector("[data-reading-reason]");
    const next = nextOf(row);
    if (refused) focus(reason && !reason.value ? reason : inputOf(row));
    else if (next) focus(inputOf(next));
    else document.querySelector("[data-readings] a[rel=next]")?.focus();
  });

  // Up and down walk through the rows without storing.
  document.addEventListener("keydown", (event) => {
    const input = event.target.closest?.("[data-reading]");
    if (!input || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const inputs = [...document.querySelectorAll("[data-reading]:not([disabled])")];
    focus(inputs[inputs.indexOf(input) + (event.key === "ArrowDown" ? 1 : -1)]);
  });

  // Begin at the first row that nothing was typed into yet, once htmx has the rows in hand.
  document.addEventListener("DOMContentLoaded", () => {
    const inputs = [...document.querySelectorAll("[data-reading]:not([disabled])")];
    focus(inputs.find((input) => !input.value) ?? inputs[0]);
  });
})();
