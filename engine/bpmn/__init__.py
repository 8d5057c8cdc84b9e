"""The one door to SpiffWorkflow and to BPMN files."""
