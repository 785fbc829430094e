"""A thin layer over HiGHS: whole-number programs, best first, second and so on.

Rules
-----
1. All coefficients and bounds are whole numbers (rows are multiplied out), so that a whole
   unit lies between "holds" and "does not hold", far above the solver's tolerance.
2. The order of objectives is kept by solving one after the other with the earlier optimum as a
   row, never by big weights.
3. One thread, fixed seed, no gap: the same program gives the same answer.
4. No presolve: that of HiGHS 1.15.1 takes some feasible programs of ours for infeasible (its
   solutions break a row when they are carried back). Without it nothing here is slower.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

LARGEST_COEFFICIENT = 10**8
"""Above this the tolerance of the solver may no longer tell whole numbers apart."""

_INFINITE = float("inf")


@dataclass(slots=True)
class Budget:
    """Seconds of solving that are left."""

    seconds: float

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.seconds <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one solve came to."""

    values: tuple[float, ...] | None
    """None: no solution was found."""
    proven: bool
    """Whether it is the optimum, or that there is none."""

    def on(self, column: int) -> bool:
        """Whether a 0-1 column is 1."""
        return self.values is not None and self.values[column] > 0.5  # noqa: PLR2004


class Program:
    """Columns and rows, grown step by step."""

    def __init__(self) -> None:
        """Start empty."""
        import highspy  # noqa: PLC0415 - 0.1 s and 12 MB: only where a pathway is evaluated

        untyped: Any = highspy
        self._highspy = untyped
        self._solver = untyped.Highs()
        self.exact = True
        """False once a row was too large for the solver's tolerance."""
        self._width = 0
        self._spent = 0.0
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("presolve", "off"),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.0),
            ("mip_feasibility_tolerance", 1e-9),
            ("primal_feasibility_tolerance", 1e-9),
        ):
            self._solver.setOptionValue(name, value)

    def column(self, least: int = 0, most: int = 1) -> int:
        """A new whole-number column."""
        self._solver.addVar(float(least), float(most))
        self._solver.changeColIntegrality(self._width, self._highspy.HighsVarType.kInteger)
        self._width += 1
        return self._width - 1

    def row(
        self,
        terms: Mapping[int, Fraction | int],
        *,
        least: Fraction | int | None = None,
        most: Fraction | int | None = None,
    ) -> None:
        """``least <= sum of terms <= most``, multiplied out to whole numbers (rule 1)."""
        numbers = (*terms.values(), least or 0, most or 0)
        scale = lcm(*{one.denominator for one in numbers})
        # Whole numbers by hand: a fraction for each of them would take most of the time.
        whole = [one.numerator * (scale // one.denominator) for one in numbers]
        if max(whole) > LARGEST_COEFFICIENT or min(whole) < -LARGEST_COEFFICIENT:
            self.exact = False
        columns = list(terms)
        self._solver.addRow(
            float(whole[-2]) if least is not None else -_INFINITE,
            float(whole[-1]) if most is not None else _INFINITE,
            len(columns),
            columns,
            [float(one) for one in whole[:-2]],
        )

    def best(self, objective: Mapping[int, int], budget: Budget) -> Answer:
        """The largest value of the objective (rule 3); an empty one asks for any solution."""
        if budget.spent:
            return Answer(values=None, proven=False)
        costs = [float(objective.get(one, 0)) for one in range(self._width)]
        self._solver.changeColsCost(self._width, list(range(self._width)), costs)
        self._solver.changeObjectiveSense(self._highspy.ObjSense.kMaximize)
        self._solver.setOptionValue("time_limit", self._spent + budget.seconds)
        self._solver.run()
        spent = self._solver.getRunTime()
        budget.seconds -= spent - self._spent
        self._spent = spent
        return self._answer()

    def _answer(self) -> Answer:
        status, known = self._solver.getModelStatus(), self._highspy.HighsModelStatus
        if status == known.kInfeasible:
            return Answer(values=None, proven=True)
        solution = self._solver.getSolution()
        feasible = self._solver.getInfo().primal_solution_status == 2  # noqa: PLR2004 - kFeasible
        values = tuple(solution.col_value) if feasible else None
        return Answer(values=values, proven=self.exact and status == known.kOptimal)
