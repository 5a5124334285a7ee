"""A helper process with limits of memory and time: what it chokes on ends it, and not us.

Two things are done in such a process, because their input may be huge or hostile and their code
is not ours: making a PDF (press.py) and reading a spreadsheet that somebody uploaded (reader.py).
It answers one question after another over its own pipes and knows no database.
"""

from __future__ import annotations

import contextlib
import os
import resource
import selectors
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_HEAD = struct.Struct(">BQ")  # status (or 0), length of what follows
_DONE, _FAULT = 0, 1
_PIECE = 1 << 16


class Overrun(Exception):
    """The child used up its time or its memory, or died of what it was given."""


class Fault(Exception):
    """The child answered that it could not do it; the text says why."""


class Child:
    """The parent's end: starts `python -m module` when first asked, and again after a death."""

    def __init__(self, module: str):
        self.module, self.process, self.room = module, None, None

    def ask(
        self,
        question: bytes,
        *,
        seconds: float,
        beat: Callable[[], object] | None = None,
        every: float = 5.0,
    ) -> bytes:
        """The child's answer within `seconds`. While we wait, `beat` is called `every` so often.

        Raises Fault (the child said no) and Overrun (no answer came; the child is ended).
        """
        if self.process is None or self.process.poll() is not None:
            self._start()
        try:
            status, answer = self._talk(question, time.monotonic() + seconds, beat, every)
        except BaseException:
            self.close(kill=True)
            raise
        if status == _FAULT:
            raise Fault(answer.decode(errors="replace"))
        return answer

    def close(self, *, kill: bool = False) -> None:
        """End the child: kindly, by closing its input; at once with `kill`."""
        process, self.process = self.process, None
        if process is None:
            return
        if kill:
            process.kill()
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.room.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close(kill=True)

    def _start(self):
        self.close(kill=True)
        self.room = tempfile.TemporaryDirectory(prefix="sakip-")  # what it leaves goes with it
        self.process = subprocess.Popen(  # noqa: S603 - our own module, no foreign words
            [sys.executable, "-m", self.module],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": self.room.name},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        for pipe in (self.process.stdin, self.process.stdout):
            os.set_blocking(pipe.fileno(), False)

    def _talk(self, question, deadline, beat, every):
        """Write and read at once, so that neither side waits for the other for ever."""
        todo = memoryview(_HEAD.pack(0, len(question)) + question)
        came, wanted, beaten = bytearray(), None, time.monotonic()
        into, out = self.process.stdin, self.process.stdout
        with selectors.DefaultSelector() as ready:
            ready.register(out, selectors.EVENT_READ)
            ready.register(into, selectors.EVENT_WRITE)
            while wanted is None or len(came) < wanted:
                now = time.monotonic()
                if now > deadline:
                    raise Overrun("waktu habis")
                if beat and now - beaten >= every:
                    beaten = now
                    beat()
                for key, _ in ready.select(min(deadline - now, every) + 0.01):
                    if key.fileobj is into:
                        todo = todo[self._push(todo) :]
                        if not todo:
                            ready.unregister(into)
                    else:
                        came += self._pull()
                if wanted is None and len(came) >= _HEAD.size:
                    status, length = _HEAD.unpack(came[: _HEAD.size])
                    wanted = _HEAD.size + length
        return status, bytes(came[_HEAD.size :])

    def _push(self, todo) -> int:
        try:
            return os.write(self.process.stdin.fileno(), todo[:_PIECE])
        except BlockingIOError:
            return 0
        except BrokenPipeError:
            raise Overrun(self._how_it_ended()) from None

    def _pull(self) -> bytes:
        piece = os.read(self.process.stdout.fileno(), _PIECE)
        if not piece:
            raise Overrun(self._how_it_ended())
        return piece

    def _how_it_ended(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=2)
        return f"proses berakhir ({self.process.returncode})"


def answer_questions(
    answer: Callable[[bytes], bytes],
    *,
    memory: int,
    seconds: int,
    rest: Callable[[], object] = lambda: None,
) -> None:
    """The child's end: answer until the parent closes our input (or dies, which closes it too).

    `memory` in bytes bounds the address space; `seconds` of processor time for each question
    end a child whose parent is no longer there to do it. `rest` is done between two questions.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair: it closes us
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    into = os.fdopen(os.dup(0), "rb")
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between our answers
    while head := into.read(_HEAD.size):
        _, length = _HEAD.unpack(head)
        question = into.read(length)
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        soft = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
        try:
            status, text = _DONE, answer(question)
        except MemoryError:
            status, text = _FAULT, b"memori tidak cukup"
        except Exception as fault:
            status, text = _FAULT, (str(fault) or type(fault).__name__).encode()
        out.write(_HEAD.pack(status, len(text)) + text)
        out.flush()
        rest()
