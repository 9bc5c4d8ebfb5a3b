// A sound and, where the browser lets us (only under https), a notice when a visitor is assigned to one; off until
// somebody switches it on in this browser.
"use strict";

(() => {
  const button = document.getElementById("chime");
  if (!button) return;
  const kept = "chime";
  const isOn = () => localStorage.getItem(kept) === "on";
  const ring = () => new Audio(button.dataset.sound).play().catch(() => {}); // a browser that nobody has touched yet
  const tell = (row) => {
    if (!window.Notification || Notification.permission !== "granted" || document.hasFocus()) return;
    new Notification(button.dataset.title, { body: row.querySelector(".visit-number")?.textContent, tag: row.id });
  };
  // Who waits for me: whom I have called or receive myself has keys of his own.
  const mine = () => new Set([...document.querySelectorAll("#desk [id^='mine-']")].filter((row) => !row.querySelector("[data-key]")).map((row) => row.id));
  const show = () => button.setAttribute("aria-pressed", String(isOn()));
  let known = mine();
  button.addEventListener("click", () => {
    localStorage.setItem(kept, isOn() ? "off" : "on");
    show();
    if (!isOn()) return;
    ring();
    if (window.Notification?.permission === "default") Notification.requestPermission();
  });
  const look = () => {
    const now = mine();
    const fresh = [...now].filter((id) => !known.has(id));
    if (isOn() && fresh.length) {
      ring();
      tell(document.getElementById(fresh[0]));
    }
    known = now;
  };
  document.body.addEventListener("live:desk", look);
  document.body.addEventListener("live-resync:desk", look);
  document.body.addEventListener("htmx:afterSettle", () => { known = mine(); }); // what I did myself
  show();
  button.hidden = false;
})();
