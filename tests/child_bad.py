"""A child process that behaves as badly as it is asked to; run by test_pdf.py."""

import os
import sys
import time

from sakip.papers.child import answer_questions


def answer(question: bytes) -> bytes:
    word = question.decode(errors="replace")
    if word == "eat":
        return b"x" * (1 << 32)
    if word == "sleep":
        time.sleep(60)
    if word == "spin":
        while True:
            pass
    if word == "die":
        os._exit(7)
    if word == "raise":
        raise ValueError("tidak bisa")
    if word == "print":
        print("a library talks")  # noqa: T201
        os.write(1, b"and another past Python")
        sys.stdout.flush()
    return question[::-1]


if __name__ == "__main__":
    answer_questions(answer, memory=1 << 29, seconds=2)
