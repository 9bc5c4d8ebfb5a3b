// A public screen: shows what the server sends, keeps the last of it when there is no connection, speaks the calls.
"use strict";

(() => {
  const main = document.getElementById("main");
  const [lost, button] = [document.getElementById("lost"), document.getElementById("sound")];
  const content = () => document.getElementById("now");
  const DEAF_AFTER = 12_000; // ms without an answer until the screen says so
  const POLL = 5_000;
  let skew = 0; // what the server's clock is ahead of performance.now()
  let answered = performance.now();

  const now = () => performance.now() + skew;
  const voice = main.dataset.clips
    ? makeVoice({
        clips: main.dataset.clips, repeats: Number(main.dataset.repeats), tooLate: Number(main.dataset.tooLate),
        key: `called:${main.dataset.now}`, now, changed: (locked) => { button.hidden = !locked; },
      })
    : null;
  button?.addEventListener("click", () => voice.unlock());

  const wall = (options) => new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: main.dataset.zone, hourCycle: "h23", ...options });
  const clock = wall({ hour: "2-digit", minute: "2-digit" });
  const date = wall({ month: "long", day: "numeric", weekday: "short" });

  function taken() {
    const shown = content();
    skew = Number(shown.dataset.at) - performance.now();
    alive();
    const calls = [...shown.querySelectorAll("#spoken li")].map(({ dataset }) => ({
      id: Number(dataset.id), at: Number(dataset.at), clips: dataset.clips.split(" "), rest: dataset.rest,
    }));
    voice?.hear(calls);
  }

  function alive() {
    answered = performance.now();
    lost.hidden = true;
    content().hidden = false;
  }

  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("now");
    if (!fresh) return;
    const old = content();
    if (fresh.dataset.newest !== old.dataset.newest) {
      main.classList.remove("fresh");
      requestAnimationFrame(() => main.classList.add("fresh"));
    }
    old.replaceWith(document.adoptNode(fresh));
    taken();
  }

  async function look() {
    const address = `${main.dataset.now}?seen=${encodeURIComponent(content().dataset.revision)}`;
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(8_000) });
    if (answer.status === 204) alive();
    else if (answer.ok) show(await answer.text());
    else if (answer.status === 404) content().hidden = true; // the address was ended
  }

  const poll = () => look().catch(() => {}).finally(() => setTimeout(poll, POLL + Math.random() * 500));

  // Every second: the clock, the small mark when nothing is heard, once a night a new page.
  const reloadAt = `03:${String(Math.floor(Math.random() * 60)).padStart(2, "0")}`;
  const opened = performance.now();
  function tick() {
    const moment = new Date(now());
    document.getElementById("clock").textContent = `${date.format(moment)} ${clock.format(moment)}`;
    const deaf = performance.now() - answered > DEAF_AFTER;
    if (deaf && lost.hidden) {
      lost.hidden = false;
      lost.lastElementChild.textContent = clock.format(new Date(answered + skew));
    }
    const longOpen = performance.now() - opened > 3_600_000;
    if (longOpen && !deaf && clock.format(moment) === reloadAt) location.reload();
  }

  taken();
  tick();
  setInterval(tick, 1_000);
  setTimeout(poll, POLL);
})();
