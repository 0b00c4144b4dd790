"""Live formulas in a workbook: the sheets that they stand on, and where everything has its place.

Workings ── layout ── 依据  what was handed in, with its cells; beside it what each line counts; what is worked out
         │         └ 参数  the numbers of the scheme
         └ front sheets: a cell that names a figure gets its formula, with the engine's value beside it
         └ 核对  every published figure: as published, as the workbook works it out, the difference
"""
