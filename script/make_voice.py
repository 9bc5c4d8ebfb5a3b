"""Make the clips of the voice that calls visitors: Mandarin, spoken by espeak-ng, no internet needed.

One WAV file for each sound of app/reception/board/words.py, a chime, and a list of them with their lengths. The same
words and the same espeak-ng give the same files.
"""

from __future__ import annotations

import array
import json
import math
import runpy
import shutil
import subprocess
import sys
import wave
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "audio"
WORDS: dict[str, Any] = runpy.run_path(str(ROOT / "app" / "reception" / "board" / "words.py"))
VOICE = ("espeak-ng", "-v", "cmn-latn-pinyin", "-s", "150", "-a", "160", "--stdout")
RATE = 22_050
SILENT = 300  # of 32 768: below it there is nothing to hear
TAIL = 0.03  # seconds left after the last sound
CHIME = ((784, 0.0, 0.45), (587, 0.35, 0.75))  # Hz, begin, length in seconds


def main() -> None:
    if shutil.which(VOICE[0]) is None:
        sys.exit("make_voice: espeak-ng is missing; install the package of that name")
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.iterdir():
        old.unlink()
    clips = {WORDS["clip"](sound): trimmed(spoken(sound)) for sound in WORDS["SOUNDS"]}
    clips[WORDS["CHIME"]] = chime()
    for name, samples in clips.items():
        write(TARGET / f"{name}.wav", samples)
    lengths = {name: round(1000 * len(samples) / RATE) for name, samples in sorted(clips.items())}
    (TARGET / "clips.json").write_text(json.dumps(lengths, indent=1) + "\n", encoding="utf-8")


def spoken(sound: str) -> array.array[int]:
    """The samples of a sound; espeak-ng gives 16 bit, one channel, at RATE."""
    answer = subprocess.run([*VOICE, sound], check=True, capture_output=True).stdout
    with wave.open(BytesIO(answer)) as file:
        if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE, 1, 2):
            sys.exit(f"make_voice: espeak-ng speaks {sound} at another rate than {RATE} Hz")
        frames = file.readframes(file.getnframes())
    samples = array.array("h", frames)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def trimmed(samples: array.array[int]) -> array.array[int]:
    """The samples without the silence around them, so that numbers are spoken fluently."""
    loud = [place for place, sample in enumerate(samples) if abs(sample) > SILENT]
    if not loud:
        sys.exit("make_voice: espeak-ng said nothing")
    return samples[loud[0] : loud[-1] + round(TAIL * RATE)]


def chime() -> array.array[int]:
    """Two tones that fade."""
    length = max(begin + long for _, begin, long in CHIME)
    samples = array.array("h", [0]) * round(length * RATE)
    for tone, begin, long in CHIME:
        first = round(begin * RATE)
        for place in range(round(long * RATE)):
            moment = place / RATE
            sound = math.sin(2 * math.pi * tone * moment) * math.exp(-5 * moment)
            samples[first + place] += round(9_000 * sound * min(1.0, moment * 200))
    return samples


def write(path: Path, samples: array.array[int]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, len(samples), "NONE", "not compressed"))
        little = array.array("h", samples)
        if sys.byteorder == "big":
            little.byteswap()
        file.writeframes(little.tobytes())


if __name__ == "__main__":
    main()
