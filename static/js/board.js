// A public screen: shows what the server sends, keeps the last of it when there is no connection, speaks the calls.
"use strict";

(() => {
  const main = document.getElementById("main");
  const [lost, button] = [document.getElementById("lost"), document.getElementById("sound")];
  const content = () => document.getElementById("now");
  const DEAF_AFTER = { stream: 40_000, looks: 12_000 }; // ms without a word; a quiet stream speaks every 15 s
  const [SOON, LATER] = [5_000, 30_000]; // between two looks, without and with a stream
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

  const lookAgain = () => look().catch(() => {});
  const poll = () => lookAgain().finally(() => setTimeout(poll, (isHeard() ? LATER : SOON) + Math.random() * 500));

  // The stream brings changes at once; while there is none, looking every few seconds does.
  let source = null;
  let failed = 0;
  const isHeard = () => source?.readyState === EventSource.OPEN;
  const seen = () => Number(content().dataset.revision.split(".")[1]);
  function listen() {
    source = new EventSource(main.dataset.stream);
    source.addEventListener("revisions", ({ data }) => {
      failed = 0;
      alive();
      if (JSON.parse(data).board !== seen()) lookAgain();
    });
    source.addEventListener("board", ({ data }) => {
      const { html } = JSON.parse(data);
      if (html) show(html); else lookAgain();
    });
    source.addEventListener("beat", alive);
    source.onerror = () => { // also for what the browser would try again by itself, but later
      source.close();
      failed += 1;
      setTimeout(listen, [1_000, 2_000][failed - 1] ?? SOON + Math.random() * 1_000);
    };
  }

  // Every second: the clock, the small mark when nothing is heard, once a night a new page.
  const reloadAt = `03:${String(Math.floor(Math.random() * 60)).padStart(2, "0")}`;
  const opened = performance.now();
  function tick() {
    const moment = new Date(now());
    document.getElementById("clock").textContent = `${date.format(moment)} ${clock.format(moment)}`;
    const deaf = performance.now() - answered > (isHeard() ? DEAF_AFTER.stream : DEAF_AFTER.looks);
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
  listen();
  setTimeout(poll, SOON);
})();
