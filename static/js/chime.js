// A sound on one's own screen when a visitor is assigned to one; off until somebody switches it on in this browser.
"use strict";

(() => {
  const button = document.getElementById("chime");
  if (!button) return;
  const kept = "chime";
  const isOn = () => localStorage.getItem(kept) === "on";
  const ring = () => new Audio(button.dataset.sound).play().catch(() => {}); // a browser that nobody has touched yet
  // Who waits for me: whom I have called or receive myself has keys of his own.
  const mine = () => new Set([...document.querySelectorAll("#desk [id^='mine-']")].filter((row) => !row.querySelector("[data-key]")).map((row) => row.id));
  const show = () => button.setAttribute("aria-pressed", String(isOn()));
  let known = mine();
  button.addEventListener("click", () => {
    localStorage.setItem(kept, isOn() ? "off" : "on");
    show();
    if (isOn()) ring();
  });
  const look = () => {
    const now = mine();
    if (isOn() && [...now].some((id) => !known.has(id))) ring();
    known = now;
  };
  document.body.addEventListener("live:desk", look);
  document.body.addEventListener("live-resync:desk", look);
  document.body.addEventListener("htmx:afterSettle", () => { known = mine(); }); // what I did myself
  show();
  button.hidden = false;
})();
