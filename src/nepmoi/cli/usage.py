"""A call that cannot be read, said in one sentence of the reader's language."""

import re
from typing import Final

from django.utils.translation import gettext

# The errors of the command line's library stand in no public module of it; its own sentences are English only.
from typer._click import exceptions as click

_QUOTED: Final = re.compile("'([^']*)'")
_KNOWN: Final = re.compile(r"is not one of (.*)")
_EXTRA: Final = re.compile(r"unexpected extra argument.*? \((.*)\)$")


def sentence(error: click.ClickException) -> str:
    """What is wrong with a call, and where to read how it is meant; empty when the help has been printed instead."""
    if isinstance(error, click.NoArgsIsHelpError):
        return ""
    context = getattr(error, "ctx", None)
    help_call = f"{context.command_path} --help" if context else "nepmoi --help"
    return f"{_what(error)} " + gettext("See “%(call)s”.") % {"call": help_call}


def _what(error: click.ClickException) -> str:
    match error:
        case click.MissingParameter():
            return gettext("%(name)s is missing.") % {"name": _name(error)}
        case click.NoSuchOption():
            return gettext("There is no option %(name)s.") % {"name": error.option_name}
        case click.BadOptionUsage():
            return gettext("The option %(name)s needs a value.") % {"name": error.option_name}
        case click.BadParameter() if known := _KNOWN.search(error.message):
            told = {"name": _name(error), "known": ", ".join(_QUOTED.findall(known[1]))}
            return gettext("The value of %(name)s cannot be read. Choose one of: %(known)s.") % told
        case click.BadParameter():
            return gettext("The value of %(name)s cannot be read.") % {"name": _name(error)}
    if extra := _EXTRA.search(error.message):
        return gettext("“%(given)s” is too much.") % {"given": extra[1]}
    if wrong := _QUOTED.search(error.message):
        return gettext("There is no command “%(given)s”.") % {"given": wrong[1]}
    return gettext("The command is missing.")


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    # An option is known by how it is typed, an argument by how the help writes it.
    long = [name for name in error.param.opts if name.startswith("--")]
    return long[0] if long else (error.param.metavar or error.param.name or "").upper()
