"""Records are filled by position: their fields are the columns, in the same order."""

from dataclasses import fields

from storage import incidents, instances, schema, workitems


def test_fields_are_columns() -> None:
    def names(record: type) -> list[str]:
        return [field.name for field in fields(record)]

    assert names(workitems.WorkItemRecord) == [c.name for c in schema.work_item.c]
    assert names(instances.InstanceRecord)[:-3] == [c.name for c in schema.instance.c]
    assert names(instances.InstanceRecord)[-3:] == ["key", "version", "agency_revision"]
    assert names(incidents.IncidentRecord) == [c.name for c in schema.incident.c]
