// A ticket that prints itself; what the browser says afterwards is kept, so that a lost ticket is noticed.
"use strict";

(() => {
  const form = document.getElementById("printed");
  document.querySelector("[data-print]").addEventListener("click", () => window.print());
  if (!form?.hasAttribute("data-now")) return;
  let told = false;
  window.addEventListener("afterprint", async () => {
    if (told) return;
    told = true;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
    if (!answer) { told = false; return; }
    if (window.top === window) location.replace(form.dataset.then);
  });
  window.addEventListener("load", () => window.print());
})();
