"""Judging side by side in processes."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from policylint.commands.checking import Judged, Judges, Progress
from policylint.commands.walking import Source
from policylint.findings.model import ReadError


def check_in_processes(checker: Judges, sources: Sequence[Source], jobs: int, progress: Progress) -> list[Judged]:
    """Judge in a pool. When a process dies, the rest go one by one, so that the one to blame shows."""
    results: dict[int, Judged] = {}
    while len(results) < len(sources):
        pending = [index for index in range(len(sources)) if index not in results]
        with ProcessPoolExecutor(jobs, initializer=_start, initargs=(checker,)) as pool:
            futures = {index: pool.submit(_work, sources[index]) for index in pending}
            try:
                for index in pending:
                    if _collect(futures[index], index, results):
                        progress(len(results), sources[index])
                        if results[index].stop:
                            pool.shutdown(cancel_futures=True)
                            return [results[index]]
            except KeyboardInterrupt:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        left = [index for index in pending if index not in results]
        if left and jobs == 1:
            message = "The process reading it died, most likely for want of memory; it was not judged."
            shown = sources[left[0]].shown
            results[left[0]] = Judged(ReadError(shown, "internal", message))
        jobs = 1
    return [results[index] for index in range(len(sources))]


def _collect(future: Future[Judged], index: int, results: dict[int, Judged]) -> bool:
    try:
        results[index] = future.result()
    except BrokenProcessPool:
        return False
    return True


_checker: Judges | None = None


def _start(checker: Judges) -> None:
    """Begin a process: an interrupt from the keyboard ends it at once and without words."""
    global _checker  # noqa: PLW0603 - a process's own, set once
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _checker = checker


def _work(source: Source) -> Judged:
    if _checker is None:
        raise RuntimeError("the process was not begun with _start")
    return _checker.check(source)
