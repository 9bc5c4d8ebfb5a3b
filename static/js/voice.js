// The voice of a public screen: every call once, in order, never cut off; what is too old is left out.
"use strict";

// clips: address of clips.json; repeats: how often; tooLate: seconds; key: where to remember what was said; now: the
// server's time in ms; changed(locked): told whenever the browser locks or unlocks the sound.
function makeVoice({ clips, repeats, tooLate, key, now, changed }) {
  const PAUSE = 0.06; // seconds between two words
  const context = new AudioContext();
  const sounds = new Map();
  const waiting = [];
  let heard = Number(remembered() ?? 0);
  let speaking = false;

  function remembered() {
    try { return localStorage.getItem(key); } catch { return null; }
  }
  function remember(id) {
    try { localStorage.setItem(key, id); } catch { /* a browser that keeps nothing may say a call twice after a reload */ }
  }

  function load(name) {
    if (!sounds.has(name)) {
      const sound = fetch(clips.replace("clips.json", `${name}.wav`))
        .then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(new Error(name))))
        .then((bytes) => context.decodeAudioData(bytes));
      sounds.set(name, sound.catch(() => { sounds.delete(name); return null; }));
    }
    return sounds.get(name);
  }

  const isOld = (call) => now() - call.at > tooLate * 1000;
  const after = (ms) => new Promise((done) => { setTimeout(done, ms); });

  async function play(names) {
    const known = (await Promise.all(names.map(load))).filter(Boolean);
    let at = context.currentTime + 0.05;
    let last = null;
    for (const sound of known) {
      last = context.createBufferSource();
      last.buffer = sound;
      last.connect(context.destination);
      last.start(at);
      at += sound.duration + PAUSE;
    }
    if (!last) return;
    const ended = new Promise((done) => { last.onended = done; });
    await Promise.race([ended, after((at - context.currentTime) * 1000 + 3000)]); // sound that was unplugged never ends
  }

  async function synthesise(words) {
    const voice = window.speechSynthesis?.getVoices().find((one) => /^(zh|cmn)[-_](Hans[-_])?CN/i.test(one.lang));
    if (!words || !voice) return;
    const saying = new SpeechSynthesisUtterance(words);
    saying.voice = voice;
    saying.lang = voice.lang;
    const ended = new Promise((done) => { saying.onend = saying.onerror = done; });
    window.speechSynthesis.speak(saying);
    await Promise.race([ended, after(10_000)]);
  }

  async function speak() {
    if (speaking || context.state !== "running") return;
    speaking = true;
    while (waiting.length && context.state === "running") {
      const call = waiting.shift();
      if (isOld(call)) continue;
      remember(call.id);
      for (let time = 0; time < repeats; time += 1) {
        await play(call.clips);
        await synthesise(call.rest);
      }
    }
    speaking = false;
  }

  // Take the calls of the screen: those that were not heard before wait until it is their turn.
  function hear(calls) {
    for (const call of calls) {
      if (call.id > heard) {
        heard = call.id;
        waiting.push(call);
      }
    }
    while (waiting.length && isOld(waiting[0])) waiting.shift();
    context.resume().catch(() => {});
    return speak();
  }

  function tell() {
    changed(context.state !== "running");
    return speak();
  }

  context.addEventListener("statechange", tell);
  fetch(clips).then((answer) => answer.json()).then((lengths) => Object.keys(lengths).forEach(load)).catch(() => {});
  tell();
  return { hear, unlock: () => context.resume() };
}
