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
    loop = background_loop()
    if running_loop() is loop:
        coroutine.close()
        raise RuntimeError("send_sync was called from an async tool of a chat that is itself sent synchronously, and would "
                           "wait for ever. Await chat.send(...) there.")
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    try:
        return future.result()
    except BaseException:                         # KeyboardInterrupt while waiting: stop the turn, too
        future.cancel()
        raise


def background_loop() -> asyncio.AbstractEventLoop:
    """The one loop for code that has none, on a daemon thread of its own."""
    global _loop
    with _lock:
        if _loop is None:
            _loop = asyncio.new_event_loop()
            threading.Thread(target=_loop.run_forever, daemon=True, name="chat-loop").start()
        return _loop


def running_loop() -> asyncio.AbstractEventLoop | None:
    """The loop that runs here and now, if one does."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
