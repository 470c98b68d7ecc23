"""The venues, dates and offers of the year that cost least, with their proof.

**In** come a `Scenario` (the workspace) and an `OfferSource` (one table of offers a venue); **out** comes a
`YearSolution`: the best combination of candidates with its objective and bound, who takes which row of which table, and
the alternatives; or the smallest sets of rules that cannot hold together. `solve.solve_year` is the way in. Nothing
here writes a plan (`itinerary/` does) and nothing reads a file.

A *candidate* is a venue with a first day, for one event; a *combination* is one candidate for every event. Travellers
whom no rule tells apart are a *traveller class*, and those whom no limit on flights tells apart either are a *group*:
the solver counts them, and names people only in the last step.

The way of the search, from `solve.py` down:

1. `workers/evaluator.py` judges every candidate, venue by venue, in any process (`pool.py`, `dask_pool.py`): `rules/`
   gives each traveller class its choices, `instance/relaxation.py` the sum of everybody's cheapest trips. That sum is
   the candidate's first bound, and its optimum where the cheapest trips keep every limit.
2. `bounds/` makes bounds of combinations without solving anything: Lagrangian bounds for sums of the year, bounds from
   limits of single persons, which candidates are compatible, how full some flight must be.
3. `year/` is best-first branch and bound over combinations: `open_nodes.py` holds them by bound, `incumbent.py` finds a
   first year, `branch_and_bound.py` solves the first open node until none can beat the incumbent, `state.py` keeps what
   is known, `alternatives.py` solves what each event could be instead.
4. `optimize/cutting_loop.py` solves one candidate, or a combination that limits of the year tie: rows of limits
   (`constraints/`) enter where a choice breaks them. `restricted_problem.py` fixes who touches nothing scarce, drops
   dominated columns and aggregates symmetric groups; `column_generation.py` bounds what is left by linear programming;
   `integer.py` fixes columns by reduced cost and solves the rest with CP-SAT or SCIP.
5. `infeasibility/` solves the year again with rules left out, where none exists.

`variants.py` beside `solve.py` solves several workspaces that differ by rules, weights or limits, and judges once
what they share.

| room | what it holds | may import |
|---|---|---|
| `instance/` | candidates, groups, columns, relaxation, sums, the record of a solution | none of these |
| `constraints/` | one class a limit: key, measure, cap, rows, sentence, how it is loosened | `instance` |
| `bounds/` | lower bounds of candidates and combinations | the two above |
| `optimize/` | one block of candidates solved to its optimum | the three above |
| `workers/` | where candidates are judged and solved | the four above |
| `year/` | the search over combinations, alternatives | the five above |
| `infeasibility/` | the smallest conflicts, and the changes that help | the six above |

Money is whole minor units, time is minutes of UTC, and every bound is a sum of whole numbers, so "proven" means proven.
`docs/algorithm.md` (`sprintplan help algorithm`) says why the search is exact; `docs/glossary.md` has the terms.
"""
