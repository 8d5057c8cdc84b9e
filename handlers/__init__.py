"""What a service task of BPMN may do: the contract, the registry and the built-in handlers."""
