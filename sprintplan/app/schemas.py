"""The JSON Schemas of what users and other software read and write."""


def plan_schema() -> str:
    """Of plan.json, as text."""
    from sprintplan.reports.schema import schema_json

    return schema_json()


def workspace_schema() -> str:
    """Of sprint.toml, as text."""
    from sprintplan.workspace.json_schema import schema_json

    return schema_json()
