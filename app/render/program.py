"""Shader programs: sources are files in resources/shaders, uniforms are promises.

`#include "name.glsl"` is resolved here; `program["lip_colour"] = (r, g, b)` sets a uniform and raises for a
name that the shader does not use.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..store.resource_path import resource_path
from . import gl

_INCLUDE = re.compile(r'^\s*#include\s+"([\w./-]+)"\s*$')
_LINE_OF_LOG = re.compile(r"\b(\d+)[:(](\d+)\)?")


class ShaderError(RuntimeError):
    """A shader that does not compile or link; names file and line."""


@cache
def shader_lines(name: str) -> tuple[tuple[str, int, str], ...]:
    """The lines of a shader with its includes in place, each as (file, line number, text).

    A file is included once, at its first mention.
    """
    return tuple(_expanded(name, set()))


def _expanded(name: str, seen: set[str]) -> list[tuple[str, int, str]]:
    seen.add(name)
    lines: list[tuple[str, int, str]] = []
    for number, text in enumerate(resource_path(f"shaders/{name}").read_text("utf-8").splitlines(), 1):
        include = _INCLUDE.match(text)
        if include is None:
            lines.append((name, number, text))
        elif include[1] not in seen:
            lines += _expanded(include[1], seen)
    return lines


def _compiled(name: str, stage: int, defines: tuple[str, ...] = ()) -> int:
    first, *rest = shader_lines(name)  # the first is #version
    lines = (first, *((name, 0, f"#define {define}") for define in defines), *rest)
    shader = int(gl.glCreateShader(stage))
    gl.glShaderSource(shader, "\n".join(text for _, _, text in lines) + "\n")
    gl.glCompileShader(shader)
    if not gl.glGetShaderiv(shader, gl.GL_COMPILE_STATUS):
        log = _text(gl.glGetShaderInfoLog(shader))
        gl.glDeleteShader(shader)
        raise ShaderError(_located(log, lines) or f"{name}: does not compile")
    return shader


def _located(log: str, lines: tuple[tuple[str, int, str], ...]) -> str:
    """The driver's log with its line numbers replaced by ours: "lips.frag.glsl:12: ..."."""
    located = []
    for message in filter(None, (line.strip("\0 ") for line in log.splitlines())):
        at = _LINE_OF_LOG.search(message)
        index = int(at[2] if at and at[1] == "0" else at[1]) - 1 if at else -1
        where = f"{lines[index][0]}:{lines[index][1]}: " if 0 <= index < len(lines) else ""
        located.append(where + message)
    return "\n".join(located)


def _text(log: Any) -> str:
    return log.decode(errors="replace") if isinstance(log, bytes) else str(log)


class Program:
    """A vertex and a fragment shader, linked. Owns its GL name; release it in its context.

    `defines` are set in both ("SPLIT", "TAPS 4"): software GL runs both sides of every `if`, so what is
    costly and known beforehand is chosen by #ifdef.
    """

    def __init__(self, vertex: str, fragment: str, defines: tuple[str, ...] = ()) -> None:
        self._title = f"{vertex} + {fragment}"
        self.name = int(gl.glCreateProgram())
        shaders = [
            _compiled(vertex, gl.GL_VERTEX_SHADER, defines),
            _compiled(fragment, gl.GL_FRAGMENT_SHADER, defines),
        ]
        for shader in shaders:
            gl.glAttachShader(self.name, shader)
        gl.glLinkProgram(self.name)
        for shader in shaders:
            gl.glDeleteShader(shader)
        if not gl.glGetProgramiv(self.name, gl.GL_LINK_STATUS):
            raise ShaderError(f"{self._title}: {_text(gl.glGetProgramInfoLog(self.name))}")
        self._uniforms = self._active_uniforms()
        self._last: dict[str, bytes] = {}
        self._bind_blocks()

    def _active_uniforms(self) -> dict[str, tuple[int, int]]:
        """Uniforms outside blocks: name to (location, GL type); arrays under their bare name."""
        found = {}
        for index in range(gl.glGetProgramiv(self.name, gl.GL_ACTIVE_UNIFORMS)):
            raw, _, kind = gl.glGetActiveUniform(self.name, index)
            name = _text(raw).removesuffix("[0]")
            location = gl.glGetUniformLocation(self.name, name)
            if location >= 0:
                found[name] = (int(location), int(kind))
        return found

    def _bind_blocks(self) -> None:
        """Uniform blocks get the binding points of BLOCKS by their names."""
        for block, binding in BLOCKS.items():
            index = gl.glGetUniformBlockIndex(self.name, block)
            if index != gl.GL_INVALID_INDEX:
                gl.glUniformBlockBinding(self.name, index, binding)

    @property
    def uniforms(self) -> tuple[str, ...]:
        """Names that can be set."""
        return tuple(sorted(self._uniforms))

    def use(self) -> None:
        """Make it current; uniforms are set on the current program."""
        gl.glUseProgram(self.name)

    def __setitem__(self, name: str, value: int | float | tuple[float, ...] | NDArray[np.generic]) -> None:
        """Set a uniform of the current program; a value that it already has costs no call.

        Matrices are numpy (4, 4) or (3, 3) for column vectors, as everywhere in the app; arrays of vectors
        are (n, 2..4). Raises KeyError listing the known names for an unknown one.
        """
        if name not in self._uniforms:
            known = ", ".join(self.uniforms) or "none"
            raise KeyError(f"{self._title} has no uniform {name!r}; it has {known}")
        location, kind = self._uniforms[name]
        setter, columns, dtype, is_matrix = _setters()[kind]
        data = np.ascontiguousarray(value, dtype)
        key = data.tobytes()
        if self._last.get(name) == key:
            return
        self._last[name] = key
        count = max(1, data.size // columns)
        if is_matrix:
            setter(location, count, gl.GL_TRUE, data)
        else:
            setter(location, count, data)

    def release(self) -> None:
        gl.glDeleteProgram(self.name)


# Uniform blocks shared by all programs, and where they are bound.
BLOCKS = {"FrameBlock": 0, "WornBlock": 1}


@cache
def _setters() -> dict[int, tuple[Any, int, type[np.generic], bool]]:
    """GL type of a uniform to (glUniform*v, values per element, dtype, is a matrix)."""
    f, i = np.float32, np.int32
    samplers = (
        gl.GL_SAMPLER_2D, gl.GL_SAMPLER_CUBE, gl.GL_SAMPLER_2D_MULTISAMPLE, gl.GL_SAMPLER_3D,
        gl.GL_SAMPLER_2D_ARRAY, gl.GL_SAMPLER_2D_SHADOW,
    )  # fmt: skip
    setters: dict[int, tuple[Any, int, type[np.generic], bool]] = {
        int(gl.GL_FLOAT): (gl.glUniform1fv, 1, f, False),
        int(gl.GL_FLOAT_VEC2): (gl.glUniform2fv, 2, f, False),
        int(gl.GL_FLOAT_VEC3): (gl.glUniform3fv, 3, f, False),
        int(gl.GL_FLOAT_VEC4): (gl.glUniform4fv, 4, f, False),
        int(gl.GL_INT): (gl.glUniform1iv, 1, i, False),
        int(gl.GL_BOOL): (gl.glUniform1iv, 1, i, False),
        int(gl.GL_INT_VEC2): (gl.glUniform2iv, 2, i, False),
        int(gl.GL_FLOAT_MAT3): (gl.glUniformMatrix3fv, 9, f, True),
        int(gl.GL_FLOAT_MAT4): (gl.glUniformMatrix4fv, 16, f, True),
    }
    return setters | {int(sampler): (gl.glUniform1iv, 1, i, False) for sampler in samplers}
