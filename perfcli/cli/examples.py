"""What can be typed, for the help of every command: each line is run by a test in a copy of the example repository.

Beside each line stands what it does; lines with names in them are messages too, as names differ with the language.
"""

from __future__ import annotations

from perfcli.i18n import gettext as _
from perfcli.i18n import noop

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "perf": (
        ("perf summary", noop("Counts and sums of every unit")),
        ("perf list --unit 335 --locale en", noop("The projects of a department, in English")),
        ("perf help new project", noop("The help of a command")),
    ),
    "perf init": (
        (noop("perf init budget --year 2026"), noop("A repository in the new folder budget")),
        (noop("perf init trial --example"), noop("One with an example in it, to try things out")),
    ),
    "perf new": (
        (noop("perf new unit 335009 'Heating office'"), noop("Register a unit")),
        (
            noop("perf new project --unit 335001 --name 'Road repair' --budget 250000"),
            noop("A project; on a terminal what is missing is asked for"),
        ),
    ),
    "perf new project": (
        (
            noop("perf new project --unit 335001 --name 'Road repair' --budget 250000"),
            noop("A project of 250,000 yuan in the budget year of perf.toml"),
        ),
        (
            noop("perf new project --unit 335001 --name Heat --budget 9000 --plan 25,50,75,100"),
            noop("One with its spending plan, in percent"),
        ),
        ("perf new project --from projects.jsonl --dry-run", noop("Show what would be made of a file of JSON lines")),
    ),
    "perf new unit": (
        (noop("perf new unit 335009 'Heating office'"), noop("A unit of a department that is there")),
        (
            noop("perf new unit 401001 'Water office' --department-name 'Water board'"),
            noop("A unit and its department"),
        ),
    ),
    "perf new goals": (
        ("perf new goals 335 --year 2022 --from 2021", noop("The overall goals of a department, as the year before")),
        ("perf new goals 335001 --year 2022", noop("Those of a unit, empty")),
    ),
    "perf new template": (
        ("perf new template repairs --from 13030321XFP8IOYQL4LZF", noop("Take the indicators of a project")),
        (
            noop("perf new template repairs2 --from 13030321XFP8IOYQL4LZF --name Repairs"),
            noop("Give the template a name of its own"),
        ),
    ),
    "perf list": (
        ("perf list --unit 335001 --sort -total --limit 5", noop("The five largest projects of a unit")),
        ("perf list indicators --operator range", noop("Indicators whose target is a range")),
        (noop("perf list --min-budget 1000000 -o projects.csv"), noop("Projects of a million yuan or more, for Excel")),
    ),
    "perf show": (
        ("perf show 13030321XFP8IOYQL4LZF", noop("The table of a project")),
        ("perf show 13030321XFP8IOYQL4LZF --scale 万元", noop("The same, with amounts in ten thousand yuan")),
        ("perf show 13030321XFP8IOYQL4LZF --form national", noop("The project on another form")),
    ),
    "perf summary": (
        ("perf summary --by department", noop("A row for each department and year")),
        ("perf summary --unit 335001 --scale 万元", noop("A unit, with amounts in ten thousand yuan")),
        (noop("perf summary -o summary.csv"), noop("All units, for Excel")),
    ),
    "perf peers": (
        (noop("perf peers --indicator satisfaction"), noop("Targets of every indicator with this in its name")),
        (noop("perf peers --indicator rate --year 2021 -f csv"), noop("Those of a year, for a spreadsheet")),
    ),
    "perf lake": (
        ("perf lake schema", noop("The columns of every table and their types")),
        ("perf lake schema -f json", noop("The same for other programs")),
    ),
    "perf gather": (
        ("perf gather . -o ../lake", noop("This repository alone; name as many as there are")),
        ("perf gather . -o ../lake --strict", noop("Fail where one cannot be read")),
    ),
    "perf suggest": (
        (noop("perf suggest HousingRepairs --unit 335001"), noop("Indicators for a project that is planned")),
        ("perf suggest 13030321XFP8IOYQL4LZF --limit 2", noop("What a project may lack, two of each kind")),
    ),
    "perf query": (
        ("perf query --tables", noop("The tables and their columns")),
        (
            'perf query "SELECT unit, sum(total_fen) AS fen FROM projects GROUP BY unit"',
            noop("The budget of each unit, in fen"),
        ),
        (
            'perf query "SELECT name FROM projects WHERE unit = $u" --param u=335001',
            noop("A value kept apart from the statement"),
        ),
    ),
    "perf diff": (
        ("perf diff", noop("What was changed since the last commit")),
        ("perf diff HEAD --sums", noop("Counts and sums of what was changed")),
        ("perf diff --years 2021,2022", noop("One budget year beside another")),
    ),
    "perf log": (
        ("perf log 13030321XFP8IOYQL4LZF", noop("Who changed a project, when and what")),
        ("perf log --unit 335001 --limit 10", noop("The last ten changes of a unit")),
    ),
    "perf git": (
        ("perf git setup", noop("Have git compare and merge by what files mean")),
        ("perf git setup --unset", noop("Have it compare and merge texts again")),
    ),
    "perf git setup": (
        ("perf git setup", noop("Have git compare and merge by what files mean")),
        ("perf git setup --unset", noop("Have it compare and merge texts again")),
    ),
    "perf git textconv": (
        ("perf git textconv perf.toml", noop("What git compares of the settings")),
        ("perf git textconv departments/335.toml", noop("What it compares of a department")),
    ),
    "perf git merge": (
        ("perf git merge base.toml ours.toml theirs.toml", noop("Merge theirs into ours")),
        (
            "perf git merge base.toml ours.toml theirs.toml departments/335.toml",
            noop("Name the file that the three are versions of"),
        ),
    ),
    "perf rollover": (
        ("perf rollover --from 2021 --to 2022 --dry-run", noop("Show what would be made for the next year")),
        ("perf rollover --from 2021 --to 2022 --unit 335001", noop("Take the projects of a unit over")),
    ),
    "perf import": (
        (noop("perf import forms.xlsx --dry-run"), noop("Say what would be taken in, and write nothing")),
        (noop("perf import forms.xlsx --explain"), noop("What each cell is taken for")),
        (noop("perf import goals.txt --department 335"), noop("The text of a published document")),
    ),
    "perf book": (
        (noop("perf book --department 335 --year 2021 -o goals.docx"), noop("The document of a department, as Word")),
        (noop("perf book --department 335 --year 2021 -o goals.html"), noop("The same as a web page")),
        (
            noop("perf book --department 335 --year 2021 --evaluation -o goals.docx"),
            noop("With the self-evaluations of its projects as part three"),
        ),
    ),
    "perf site": (
        (noop("perf site -o public"), noop("The site in the folder public; open index.html there")),
        ("perf site -o public --year 2021 --locale en", noop("One budget year, in English")),
    ),
    "perf form": (
        ("perf form list", noop("The forms that are known")),
        (
            noop("perf form fill 13030321XFP8IOYQL4LZF --form national -o form.docx"),
            noop("A project on a form, as Word"),
        ),
    ),
    "perf form list": (
        ("perf form list", noop("The forms that are known")),
        ("perf form list -f json", noop("The same for a program")),
    ),
    "perf form fill": (
        (
            noop("perf form fill 13030321XFP8IOYQL4LZF --form national -o form.docx"),
            noop("A project on a form, as Word"),
        ),
        (
            noop("perf form fill --form national --unit 335001 -o sheets/"),
            noop("All projects of a unit, a file for each"),
        ),
        (
            noop("perf form fill --form national --blank --unit 335001 -o blank.xlsx"),
            noop("A workbook to be filled in for a new project"),
        ),
    ),
    "perf form new": (
        (noop("perf form new province --like forms.xlsx"), noop("Declare a form that is like a sheet")),
        (noop("perf form new county --like empty.docx"), noop("One that is like an empty form in Word")),
    ),
    "perf form check": (
        ("perf form check", noop("The declarations of the repository")),
        ("perf form check national", noop("One form")),
    ),
    "perf export": (
        (noop("perf export goals.xlsx"), noop("All records as a workbook")),
        (noop("perf export tables/ --unit 335001 --year 2021"), noop("Those of a unit and a year, a csv file a table")),
        ("perf export - -f json --unit 335001", noop("The same for a program")),
    ),
    "perf set": (
        (
            noop("perf set 13030321XFP8IOYQL4LZF purpose='Repairs of housing' --dry-run"),
            noop("Show what setting a value would change"),
        ),
        ("perf set 13030321XFP8IOYQL4LZF budget.total=250000 budget.fiscal=250000", noop("Set the budget")),
    ),
    "perf copy": (
        ("perf copy 13030321XFP8IOYQL4LZF --year 2022", noop("The same project in the next year")),
        (noop("perf copy 13030321XFP8IOYQL4LZF --name 'Roof repair'"), noop("Another one like it")),
    ),
    "perf mv": (
        ("perf mv 13030321XFP8IOYQL4LZF --unit 335001", noop("Bring a project to another unit")),
        ("perf mv 13030321XTO7FBBMP2S80 --unit 335001 --year 2021", noop("That of a year alone")),
    ),
    "perf rm": (
        ("perf rm 13030321XFP8IOYQL4LZF --yes", noop("Remove a project without being asked")),
        ("perf rm 13030321XTO7FBBMP2S80 --year 2021 --yes", noop("That of a year alone")),
    ),
    "perf check": (
        ("perf check", noop("Review everything")),
        ("perf check --unit 335001 --min-severity warning", noop("One unit, without notices")),
        ("perf check --by unit", noop("Findings, projects and money of each unit, worst first")),
    ),
    "perf rules": (
        ("perf rules", noop("All rules")),
        ("perf rules A303", noop("One of them explained")),
    ),
    "perf fmt": (
        ("perf fmt --check", noop("Say which files are not in canonical layout")),
        ("perf fmt --diff", noop("Show what would be changed")),
        ("perf fmt projects", noop("Bring the files of a folder into it")),
    ),
    "perf schema": (
        ("perf schema project", noop("The schema of projects")),
        ("perf schema --write", noop("Renew those of the repository")),
    ),
    "perf edit": (
        ("perf edit 13030321XFP8IOYQL4LZF", noop("Open a project in the editor that EDITOR names")),
        ("perf edit 13030321XFP8IOYQL4LZF --year 2021", noop("That of a year, where the code is used in several")),
    ),
    "perf completion": (
        ("perf completion bash", noop("The script that has bash complete commands and codes")),
        ("perf completion powershell", noop("The one for PowerShell")),
    ),
    "perf cache": (
        ("perf cache", noop("What it holds and how large it is")),
        ("perf cache rebuild", noop("Rebuild it from the files")),
    ),
    "perf doctor": (
        ("perf doctor", noop("What is installed here, and what to do about what is not")),
        ("perf doctor -f json", noop("The same for a program")),
    ),
    "perf help": (
        ("perf help", noop("All commands")),
        ("perf help new project", noop("One of them")),
    ),
    "perf monitor": (
        (
            "perf monitor record 13030321XFP8IOYQL4LZF --date 2021-07-31 --spent 120000",
            noop("What a project had spent by the end of July"),
        ),
        ("perf monitor status --date 2021-07-31", noop("Where all projects stood then")),
    ),
    "perf monitor record": (
        (
            "perf monitor record 13030321XFP8IOYQL4LZF --date 2021-07-31 --spent 120000",
            noop("What a project had spent by the end of July"),
        ),
        (
            "perf monitor record 13030321XFP8IOYQL4LZF --date 2021-08-31 --spent 150000",
            noop("The same a month later"),
        ),
    ),
    "perf monitor status": (
        ("perf monitor status --date 2021-07-31", noop("Where all projects stood at the end of July")),
        ("perf monitor status --unit 335001 --limit 5", noop("The five of a unit that are furthest behind")),
    ),
    "perf evaluate": (
        ("perf evaluate record 13030321XFP8IOYQL4LZF --spent 228000", noop("What a project spent in the year")),
        ("perf evaluate show 13030321XFP8IOYQL4LZF", noop("Its points")),
        ("perf evaluate summary --year 2021", noop("Points and execution of each unit")),
    ),
    "perf evaluate record": (
        ("perf evaluate record 13030321XFP8IOYQL4LZF --spent 228000", noop("What a project spent in the year")),
        (
            "perf evaluate record 13030321XFP8IOYQL4LZF --spent 9 --dry-run",
            noop("Show what would be written"),
        ),
    ),
    "perf evaluate show": (
        ("perf evaluate show 13030321XFP8IOYQL4LZF", noop("The points of a project")),
        ("perf evaluate show 13030321XFP8IOYQL4LZF --explain", noop("How each of them is worked out")),
    ),
    "perf evaluate summary": (
        ("perf evaluate summary --year 2021", noop("Points and execution of each unit")),
        ("perf evaluate summary --by department", noop("Those of departments")),
    ),
    "perf evaluate sample": (
        ("perf evaluate sample --share 10% --seed 2021", noop("Draw one project in ten; again with the same seed")),
        ("perf evaluate sample --unit 335001 --seed 2021", noop("Of one unit alone")),
    ),
}


def examples_of(command: str) -> list[tuple[str, str]]:
    """The lines for a command such as `perf new unit`, each with what it does, in the language spoken."""
    return [(_(line), _(what)) for line, what in EXAMPLES.get(command, ())]
