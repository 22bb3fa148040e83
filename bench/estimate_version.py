"""Which model made a line: its version, and a hash of its code, since a version may be forgotten.

Not here: what lines hold. Invariant: comments, docstrings and layout move nothing; any other change
of a module of the estimate that the fit loads does.
"""

import ast
import hashlib
from importlib.util import find_spec
from pathlib import Path

from counterclaim.estimate.settings import MODEL_VERSION

PACKAGE = "counterclaim.estimate."
ROOTS = (f"{PACKAGE}fit", f"{PACKAGE}repeats")


def code_digest(text: str) -> str:
    """Return a hash of what a module does.

    >>> code_digest("x = 1  # one") == code_digest("x = 1")
    True
    """
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and body:
            first = body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = body[1:]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


def version_of_code() -> str:
    """Return the model's version with a hash of all modules that the fit and its claims need."""
    texts: dict[str, str] = {}
    left = list(ROOTS)
    while left:
        name = left.pop()
        if name in texts:
            continue
        file = find_spec(name)
        if file is None or file.origin is None:
            raise ValueError(f"{name}: no such module")
        texts[name] = Path(file.origin).read_text(encoding="utf-8")
        left += [
            str(node.module)
            for node in ast.walk(ast.parse(texts[name]))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE)
        ]
    digests = "".join(code_digest(texts[name]) for name in sorted(texts))
    return f"{MODEL_VERSION} {hashlib.sha256(digests.encode()).hexdigest()[:8]}"
