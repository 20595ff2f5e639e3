"""The IPython shell that runs the cells, in this very process. Runs inside the sandbox.

A subclass of the bare shell, made once in the zygote: no history, no pager, no shell commands
unless allowed, displays collected instead of printed.
"""

import builtins
import getpass
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from grader.sandbox.display import Outputs

__all__ = ["NotAvailable", "NotebookShell", "make_shell"]

_TIMEIT_DEFAULTS = "-n 10 -r 1 "


class NotAvailable(RuntimeError):
    """Something of a notebook server that does not exist while a notebook is graded."""


def _collected(shell: Any) -> Outputs:  # noqa: ANN401 - traitlets give no types
    outputs: Outputs = shell.outputs
    return outputs


def _stop_if_over(shell: Any) -> None:  # noqa: ANN401
    shell.stop_if_over()


class _Publisher(DisplayPublisher):
    def publish(  # noqa: PLR0913, RUF100 - the signature is IPython's
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,  # noqa: ARG002
        source: str | None = None,  # noqa: ARG002
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_ignored: object,
    ) -> None:
        display_id = (transient or {}).get("display_id")
        if update:
            _collected(self.shell).update(data, display_id)
        else:
            _collected(self.shell).data("display_data", data, display_id)
        _stop_if_over(self.shell)

    def clear_output(self, wait: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        _collected(self.shell).clear()
        _stop_if_over(self.shell)


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        """Print no prompt: the outputs carry the result."""

    def write_format_data(
        self,
        format_dict: dict[str, Any],
        md_dict: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> None:
        _collected(self.shell).data("execute_result", format_dict)
        _stop_if_over(self.shell)

    def log_output(self, format_dict: dict[str, Any]) -> None:
        """Keep no history."""

    def finish_displayhook(self) -> None:
        self._is_active = False


class NotebookShell(InteractiveShell):
    """One notebook's shell.

    Attributes:
        outputs: Where displays go.
        magics_allowed: Names of the magics that may be used.
        shell_allowed: Whether ``!command`` works.
        left: Whether the notebook has called ``exit()``.
        on_over: Called when the notebook shows too much; does not return.
    """

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)
    outputs: Outputs
    magics_allowed: frozenset[str] = frozenset()
    shell_allowed: bool = False
    left: bool = False
    on_over: Callable[[], None] | None = None

    def stop_if_over(self) -> None:
        """End the run if the displays are over their cap."""
        if self.outputs.over and self.on_over is not None:
            self.on_over()

    @property
    def kernel(self) -> NoReturn:
        """Refuse with a clear text: the notebook runs without a kernel process."""
        raise AttributeError("get_ipython().kernel does not exist while a notebook is graded")

    def ask_exit(self) -> None:
        """End the notebook after this cell, without an error, as Jupyter does."""
        self.left = True

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing: figures are shown inline."""

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str, str]:
        """Do nothing: figures are shown inline."""
        return gui or "inline", "inline"

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:  # noqa: ANN401
        self.outputs.error(getattr(etype, "__name__", "Error"), _text_of(evalue), list(stb))

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:  # noqa: ANN401
        """Run a magic that the policy allows."""
        self._check_magic(magic_name)
        if magic_name in {"pip", "conda"}:
            print(f"%{magic_name} does nothing while a notebook is graded", file=sys.stderr)  # noqa: T201
            return None
        if magic_name == "matplotlib":
            return None
        if magic_name == "timeit":
            line = _TIMEIT_DEFAULTS + line
        return super().run_line_magic(magic_name, line, _stack_depth + 1)

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:  # noqa: ANN401
        """Run a cell magic that the policy allows."""
        self._check_magic(magic_name)
        if magic_name == "timeit":
            line = _TIMEIT_DEFAULTS + line
        return super().run_cell_magic(magic_name, line, cell)  # type: ignore[no-untyped-call]

    def _check_magic(self, name: str) -> None:
        if name in self.magics_allowed:
            return
        if self.shell_allowed and name in {"bash", "sh", "sx", "system"}:
            return
        raise NotAvailable(f"%{name} is not available while a notebook is graded")

    def system_raw(self, cmd: str) -> None:
        """Run a shell command where the policy allows it."""
        if cmd.split()[:1] in (["pip"], ["pip3"], ["conda"]):
            print(f"!{cmd.split()[0]} does nothing while a notebook is graded", file=sys.stderr)  # noqa: T201
            return
        if not self.shell_allowed:
            raise NotAvailable("shell commands are not available while a notebook is graded")
        super().system_raw(cmd)  # type: ignore[no-untyped-call]

    # The stock one uses a pseudo terminal, of which there is none here.
    system = system_piped = system_raw

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:  # noqa: ANN401, FBT001, FBT002
        """Run ``x = !command`` where the policy allows it."""
        if not self.shell_allowed:
            raise NotAvailable("shell commands are not available while a notebook is graded")
        return super().getoutput(cmd, split, depth)  # type: ignore[no-untyped-call]


def _text_of(error: object) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - the learner's exception class may fail in any way
        return ""


def _no_input(prompt: object = "", stream: object = None) -> NoReturn:  # noqa: ARG001
    raise NotAvailable("input() is not available while a notebook is graded: set a variable")


def make_shell(magics: frozenset[str], *, commands: bool) -> NotebookShell:
    """Make the shell and warm it up; called once, in the zygote."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    NotebookShell.outputs = Outputs()
    shell = NotebookShell.instance(config=config)
    untyped: Any = shell  # IPython's own methods carry no types
    shell.magics_allowed = magics
    shell.shell_allowed = commands
    untyped.set_hook("show_in_pager", _page)
    builtins.input = _no_input
    getpass.getpass = _no_input
    untyped.run_cell("1 + 1", store_history=False)
    untyped.run_cell("raise ValueError", store_history=False)
    untyped.run_cell("del _", store_history=False)
    shell.outputs = Outputs()
    return shell


def _page(shell: Any, data: Any, start: int = 0, screen_lines: int = 0) -> None:  # noqa: ANN401, ARG001
    text = data.get("text/plain", "") if isinstance(data, dict) else data
    print(text)  # noqa: T201
