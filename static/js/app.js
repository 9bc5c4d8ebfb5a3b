// Small manners of the pages; everything works without them.
"use strict";

// "/" or Ctrl+K leads to the search box from anywhere but a field that is being typed in.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if ((event.key === "/" && !typing) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    document.getElementById("search")?.focus();
  }
});

// Arrow keys walk through the hits of the search box and through lists marked data-walk; Enter opens.
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const inSearch = event.target.closest(".search-box");
  const list = inSearch ?? document.querySelector("[data-walk]");
  if (!list || (!inSearch && event.target.closest("input, textarea, select"))) return;
  const links = [...list.querySelectorAll("#hits a, [data-walk-to]")].concat(inSearch ? [] : [...list.querySelectorAll("tbody a:first-of-type")]);
  const unique = [...new Set(links)];
  if (!unique.length) return;
  event.preventDefault();
  const here = unique.indexOf(document.activeElement);
  unique[(here + (event.key === "ArrowDown" ? 1 : -1) + unique.length) % unique.length].focus();
});

// A refused form goes on where it was refused, not at the field it begins with.
const toRefusal = (root) => root.querySelector("[aria-invalid=true]")?.focus();
document.addEventListener("htmx:afterSettle", (event) => toRefusal(event.target));
toRefusal(document);

// In a long side bar the line of this page is in sight.
document.querySelector("#side-bar [aria-current]")?.scrollIntoView({ block: "nearest" });

// The hits close with Escape and with a click elsewhere.
const closeHits = () => document.getElementById("hits")?.replaceChildren();
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeHits(); });
document.addEventListener("click", (event) => { if (!event.target.closest(".search-box")) closeHits(); });

// An error that no region expects is shown above the content, never swallowed.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  const alerts = document.getElementById("alerts");
  if (xhr.status >= 400 && xhr.status !== 401 && xhr.status !== 409 && xhr.status !== 422 && alerts) {
    event.detail.shouldSwap = true;
    event.detail.target = alerts;
    event.detail.swapOverride = "innerHTML";
  }
});

// A form is sent once: the button rests until the answer is there.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// Leaving with something typed and not sent asks first.
let changed = false;
document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) changed = true; });
document.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

// In a table that is typed downwards Enter goes to the next box; from the last one it sends.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest("form[data-down]");
  if (!form || event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
  const boxes = [...form.querySelectorAll("input:not([type=hidden])")];
  const next = boxes[boxes.indexOf(event.target) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
});

// In a box for several lines Enter begins the next line; Ctrl+Enter sends the form.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.target.tagName !== "TEXTAREA") return;
  const send = event.target.form?.querySelector("button[type=submit]:not([name])");
  if (!send) return;
  event.preventDefault();
  send.click();
});

// A box with data-print prints the page; a link with data-print-frame prints a paper that is on screen.
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });

// Of several tabs the one whose contents are asked for is marked.
document.addEventListener("click", (event) => {
  const tab = event.target.closest(".nav-tabs [hx-get]");
  tab?.closest(".nav-tabs").querySelectorAll(".nav-link").forEach((one) => {
    one.classList.toggle("active", one === tab);
    one === tab ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current");
  });
});

// A suggestion fills the fields of the form that it stands in.
document.addEventListener("click", (event) => {
  const suggestion = event.target.closest("[data-fill]");
  const fields = suggestion?.closest("form")?.elements;
  if (!fields) return;
  for (const [name, value] of Object.entries(JSON.parse(suggestion.dataset.fill))) {
    const field = fields.namedItem(name);
    if (!field) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
