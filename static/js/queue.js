// The page of reception and desks: keys, the box of steps, minutes that go on. Everything works without it.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const isSeen = (element) => element.getClientRects().length > 0;

  // Function keys lead to what carries data-key; no letter is ever taken from whoever types.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat || !/^F\d+$/.test(event.key)) return;
    const target = [...document.querySelectorAll(`[data-key="${event.key}"]`)].find(isSeen);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input")) target.select();
    target.focus();
    if (target.matches("button, a")) target.click();
  });

  // The second click of a double click would meet the next step, which stands where the first one stood.
  document.addEventListener("click", (event) => {
    if (event.detail < 2 || !event.target.closest?.("#workplace button")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  // The digits choose among the big keys while the cursor is at any of the form's choices.
  document.addEventListener("keydown", (event) => {
    const keys = event.target.type === "radio" && event.target.form?.querySelector("[data-digits]");
    if (!keys || !/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    const key = keys.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!key) return;
    event.preventDefault();
    key.click();
    key.focus();
  });

  // From the box at the door the arrows choose among what is known, without leaving the box.
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("[data-door]") || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    const choices = [...document.querySelectorAll("#door [data-choice]")];
    if (!choices.length) return;
    event.preventDefault();
    const here = choices.findLastIndex((choice) => choice.dataset.here);
    choices.forEach((choice) => delete choice.dataset.here);
    const next = choices[(here + (event.key === "ArrowDown" ? 1 : -1) + choices.length) % choices.length];
    next.dataset.here = "yes";
    if (!next.checked || next.type === "checkbox") next.click();
    event.target.focus();
  });

  // What was announced fills the boxes that nobody has changed yet.
  const fill = (choice) => {
    const form = choice.closest("form");
    for (const [name, value] of Object.entries(JSON.parse(choice.dataset.fill))) {
      const fields = [...form.querySelectorAll(`[name="${name}"]`)];
      if (fields[0]?.type === "radio") fields.forEach((field) => { field.checked = field.value === String(value); });
      else if (fields[0] && fields[0].value === fields[0].defaultValue) fields[0].value = value;
    }
  };
  document.addEventListener("change", (event) => { if (event.target.dataset?.fill && event.target.checked) fill(event.target); });

  // The box of steps opens when it has been fetched, and closes when the step is taken.
  const box = byId("box");
  document.body.addEventListener("htmx:afterSwap", () => {
    const filled = box && byId("deeds")?.childElementCount > 0;
    if (filled && !box.open) box.showModal();
  });
  const close = () => { byId("deeds")?.replaceChildren(); box?.close(); };
  box?.addEventListener("close", () => byId("deeds")?.replaceChildren());
  document.body.addEventListener("queue-done", close);
  // A step whose button is gone leaves the cursor at the next one.
  document.body.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement === document.body && !box?.open) byId("main-step")?.focus();
  });
  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    // For a moment both boxes are there, and of steps that share a name the browser lets only the old one be open.
    if (detail.target.id === "deeds") detail.target.querySelectorAll("details").forEach((one) => one.removeAttribute("name"));
    if (detail.xhr.status === 409 && box?.open) close();
  });

  // Minutes go on by the server's clock; who waits too long is marked.
  let ahead = 0;
  const set = () => {
    const now = byId("workplace")?.dataset.now;
    if (now) ahead = Date.parse(now) - Date.now();
  };
  const tick = () => {
    const warn = Number(byId("line")?.dataset.warn);
    for (const time of document.querySelectorAll("time[data-since]")) {
      const minutes = String(Math.max(0, Math.floor((Date.now() + ahead - Date.parse(time.dateTime)) / 60000)));
      if (time.textContent !== minutes) time.textContent = minutes;
      time.toggleAttribute("data-long", time.hasAttribute("data-waits") && Number(minutes) >= warn);
    }
  };
  set();
  tick();
  setInterval(tick, 5000);
  for (const name of ["live:queue", "live:desk"]) document.body.addEventListener(name, tick);
  for (const name of ["htmx:afterSwap", "htmx:oobAfterSwap"]) {
    document.body.addEventListener(name, (event) => { if (event.target.id === "workplace") { set(); tick(); } });
  }
})();
