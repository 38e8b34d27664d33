package io.gpusched.architecture.violation.cli.experiment;

import io.gpusched.architecture.violation.adapters.gpusim.GuardsItsRing;

/** An experiment runs on the simulator, whatever backend the workload names. */
public record NamesTheSimulator(GuardsItsRing simulator) {}
