"""Every shader file compiles, and a fault is reported by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.render import gl, program
from app.render.context import open_context
from app.render.program import Program, ShaderError
from app.store.resource_path import resource_path

pytestmark = pytest.mark.gl

SHADERS = sorted(path.name for path in resource_path("shaders").glob("*.glsl"))
STAGES = {"vert": "GL_VERTEX_SHADER", "frag": "GL_FRAGMENT_SHADER"}


@pytest.mark.parametrize("name", [name for name in SHADERS if name.split(".")[-2] in STAGES])
def test_every_shader_compiles(name: str) -> None:
    with open_context():
        stage = getattr(gl, STAGES[name.split(".")[-2]])
        gl.glDeleteShader(program._compiled(name, stage))


def test_every_file_says_what_it_is() -> None:
    for name in SHADERS:
        parts = name.split(".")
        assert len(parts) == 2 or parts[-2] in STAGES, (
            f"{name}: expected .vert.glsl, .frag.glsl or an include"
        )


@pytest.fixture
def shader_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that shaders are read from instead."""
    monkeypatch.setattr(program, "resource_path", lambda name: tmp_path / Path(name).name)
    program.shader_lines.cache_clear()
    yield tmp_path
    program.shader_lines.cache_clear()


def test_a_fault_names_file_and_line(shader_folder: Path) -> None:
    (shader_folder / "shared.glsl").write_text(
        "uniform float strength;\n\nfloat twice() { return strengh; }\n"
    )
    (shader_folder / "a.vert.glsl").write_text('#version 330 core\n#include "shared.glsl"\nvoid main() {}\n')
    (shader_folder / "a.frag.glsl").write_text("#version 330 core\nvoid main() {}\n")
    with open_context(), pytest.raises(ShaderError, match=r"^shared\.glsl:3: .*strengh"):
        Program("a.vert.glsl", "a.frag.glsl")


def test_an_unknown_uniform_lists_the_known_ones() -> None:
    with open_context():
        points = Program("points.vert.glsl", "points.frag.glsl")
        points.use()
        with pytest.raises(KeyError, match=r"no uniform 'color'; it has clip_from_picture, colour, size_px"):
            points["color"] = (1.0, 0.0, 0.0, 1.0)
        points.release()
