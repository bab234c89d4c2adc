"""Fewer triangles of the same form: edges collapse where that shows least, each point onto a neighbour.

Garland and Heckbert, "Simplifying surfaces with color and texture using quadric error metrics" (1998), in six
dimensions: place and normal. Points stay where they were made and keep their normals, texture coordinates and
shade, so that a coarse shoe is lit as the fine one is.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

# A normal that is off by 1 (by some sixty degrees) is as bad as a surface that is off by that.
_NORMAL_MM = 3.0
# An open edge moves that much less readily than a surface.
_EDGE = 6.0
# Triangles may turn no farther than this (the cosine), and must not become needles.
_TURN, _NEEDLE = 0.25, 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """positions and normals (n, 3), triangles (m, 3), `weight` (m,): how much each triangle matters."""

    positions: np.ndarray
    normals: np.ndarray
    triangles: np.ndarray
    weight: np.ndarray


def simplified(mesh: Mesh, count: int) -> np.ndarray:
    """(k, 3) triangles between the mesh's own points, about `count` of them.

    Points in one place are one corner of the form with several normals or textures: such seams stay closed.
    Pieces that do not share points are never joined.
    """
    return _Collapse(mesh).run(count)


class _Collapse:
    """`place` numbers the different places; a "corner" is an index of the mesh's points."""

    def __init__(self, mesh: Mesh) -> None:
        self.at = np.hstack([mesh.positions, _NORMAL_MM * mesh.normals]).astype(np.float64)
        key = np.round(mesh.positions.astype(np.float64) * 1000.0).astype(np.int64)
        place = np.unique(key, axis=0, return_inverse=True)[1].ravel()
        corners = place[mesh.triangles]
        whole = (corners != np.roll(corners, 1, axis=1)).all(axis=1)
        self.place = place.tolist()
        triangles, weight = mesh.triangles[whole].astype(np.int64), mesh.weight[whole]
        self.faces: list[list[int]] = triangles.tolist()
        self.alive = [True] * len(self.faces)
        self.round: list[set[int]] = [set() for _ in range(int(place.max()) + 1)]
        for number, face in enumerate(self.faces):
            for corner in face:
                self.round[self.place[corner]].add(number)
        self.quadric = self._quadrics(triangles, weight)
        self.stamp = [0] * len(self.round)

    def _quadrics(self, triangles: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """(n, 7, 7) of each corner: squared distance, by area, from the planes of its triangles."""
        quadric = np.zeros((len(self.at), 7, 7))
        p, q, r = (self.at[triangles[:, k]] for k in range(3))
        area = 0.5 * np.linalg.norm(np.cross((q - p)[:, :3], (r - p)[:, :3]), axis=1)
        first = _unit(q - p)
        second = _unit(r - p - first * np.einsum("ij,ij->i", r - p, first)[:, None])
        flat = np.eye(6) - first[:, :, None] * first[:, None, :] - second[:, :, None] * second[:, None, :]
        self._add(quadric, triangles, flat, p, area * weight / 3.0)
        corner = np.array(self.place)[triangles]
        low, high = np.minimum(corner, np.roll(corner, -1, 1)), np.maximum(corner, np.roll(corner, -1, 1))
        edges, back, times = np.unique(
            np.stack([low, high], -1).reshape(-1, 2), axis=0, return_inverse=True, return_counts=True
        )
        times = times[back.ravel()].reshape(corner.shape)
        self.locked = set(edges[np.unique(back.ravel()[times.ravel() > 2])].ravel().tolist())
        normal = _unit(np.cross((q - p)[:, :3], (r - p)[:, :3]))
        for k in range(3):
            border = times[:, k] == 1
            start, end = triangles[border, k], triangles[border, (k + 1) % 3]
            along = (self.at[end] - self.at[start])[:, :3]
            across = np.zeros((len(along), 6))
            across[:, :3] = _unit(np.cross(along, normal[border]))
            plane = across[:, :, None] * across[:, None, :]
            length = np.einsum("ij,ij->i", along, along) * _EDGE * weight[border] / 2.0
            self._add(quadric, np.stack([start, end], 1), plane, self.at[start], length)
        return quadric

    @staticmethod
    def _add(
        quadric: np.ndarray, corners: np.ndarray, form: np.ndarray, through: np.ndarray, weight: np.ndarray
    ) -> None:
        linear = -np.einsum("nij,nj->ni", form, through)
        whole = np.zeros((len(form), 7, 7))
        whole[:, :6, :6], whole[:, :6, 6], whole[:, 6, :6] = form, linear, linear
        whole[:, 6, 6] = -np.einsum("ni,ni->n", linear, through)
        whole *= weight[:, None, None]
        for k in range(corners.shape[1]):
            np.add.at(quadric, corners[:, k], whole)

    def run(self, count: int) -> np.ndarray:
        heap: list[tuple[float, int, int, int]] = []
        for u in range(len(self.round)):
            self._offer(heap, u)
        left = len(self.faces)
        while heap and left > count:
            _, stamp, u, v = heapq.heappop(heap)
            if not self.round[u]:
                continue
            if stamp != self.stamp[u]:
                self._offer(heap, u)  # costs only rise: what was offered too low comes again
                continue
            moves = self._moves(u, v)
            if moves is not None:
                left -= self._collapse(u, v, moves)
        return np.array([face for face, alive in zip(self.faces, self.alive) if alive], np.int64)

    def _neighbours(self, u: int) -> set[int]:
        found = {self.place[corner] for number in self.round[u] for corner in self.faces[number]}
        found.discard(u)
        return found

    def _offer(self, heap: list[tuple[float, int, int, int]], u: int) -> None:
        """Put the best collapse of a place into the heap, if it has any."""
        if u in self.locked or not self.round[u]:
            return
        found = []
        for v in self._neighbours(u):
            moves = self._moves(u, v)
            if moves is not None:
                found.append((self._cost(moves), v))
        for cost, v in sorted(found):
            if self._keeps_form(u, v):
                heapq.heappush(heap, (cost, self.stamp[u], u, v))
                return

    def _cost(self, moves: dict[int, int]) -> float:
        total = 0.0
        for a, b in moves.items():
            at = self.at[b]
            q = self.quadric[a]
            total += float(at @ q[:6, :6] @ at + 2.0 * (q[6, :6] @ at) + q[6, 6])
        return total

    def _moves(self, u: int, v: int) -> dict[int, int] | None:
        """Which corner at v takes the place of each at u; None where that opens a seam or spoils an edge."""
        shared = self.round[u] & self.round[v]
        if not 1 <= len(shared) <= 2:
            return None
        moves: dict[int, int] = {}
        for number in shared:
            a, b = (next(c for c in self.faces[number] if self.place[c] == p) for p in (u, v))
            if moves.setdefault(a, b) != b:
                return None
        if any(self._corner(number, u) not in moves for number in self.round[u] - shared):
            return None
        beside = self._neighbours(u)
        on_edge = len(beside) != len(self.round[u])
        if on_edge != (len(shared) == 1) or len(beside & self._neighbours(v)) != len(shared):
            return None
        return moves

    def _corner(self, number: int, u: int) -> int:
        return next(corner for corner in self.faces[number] if self.place[corner] == u)

    def _keeps_form(self, u: int, v: int) -> bool:
        """Whether no triangle turns over or becomes a needle when u goes to v."""
        rest = [self.faces[number] for number in self.round[u] - self.round[v]]
        if not rest:
            return False
        place = np.array(rest)
        is_u = np.array([[self.place[c] == u for c in face] for face in rest])
        before = self.at[place][:, :, :3]
        target = next(c for number in self.round[v] for c in self.faces[number] if self.place[c] == v)
        after = np.where(is_u[..., None], self.at[target, :3], before)
        old, new = _areas(before), _areas(after)
        size = np.linalg.norm(new, axis=1)
        turned = np.einsum("ij,ij->i", old, new) / np.maximum(np.linalg.norm(old, axis=1) * size, 1e-12)
        longest = ((after - np.roll(after, 1, axis=1)) ** 2).sum(-1).max(axis=1)
        return bool((turned > _TURN).all() and (size > _NEEDLE * longest).all())

    def _collapse(self, u: int, v: int, moves: dict[int, int]) -> int:
        for number in self.round[u] & self.round[v]:
            self.alive[number] = False
        gone = [number for number in self.round[u] if not self.alive[number]]
        for number in gone:
            for corner in self.faces[number]:
                self.round[self.place[corner]].discard(number)
        for number in self.round[u]:
            self.faces[number] = [moves.get(corner, corner) for corner in self.faces[number]]
            self.round[v].add(number)
        self.round[u] = set()
        for a, b in moves.items():
            self.quadric[b] += self.quadric[a]
        self.stamp[v] += 1
        for w in self._neighbours(v):
            self.stamp[w] += 1
        return len(gone)


def _areas(corners: np.ndarray) -> np.ndarray:
    return np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
