"""run_sync(): async code from code that is not async, on one background loop; also where a loop already runs, as in Jupyter."""

import asyncio
import threading

_loop: asyncio.AbstractEventLoop | None = None
_lock = threading.Lock()


def run_sync(coroutine):
    """Run a coroutine on the background loop and wait for it.

    Raises:
        RuntimeError: on that background loop itself, which would wait for itself for ever
    """
    loop = _background()
    if _running() is loop:
        coroutine.close()
        raise RuntimeError("send_sync was called from an async tool of a chat that is itself sent synchronously, and would "
                           "wait for ever. Await chat.send(...) there.")
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    try:
        return future.result()
    except BaseException:                         # KeyboardInterrupt while waiting: stop the turn, too
        future.cancel()
        raise


def _background() -> asyncio.AbstractEventLoop:
    global _loop
    with _lock:
        if _loop is None:
            _loop = asyncio.new_event_loop()
            threading.Thread(target=_loop.run_forever, daemon=True, name="chat-loop").start()
        return _loop


def _running():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
