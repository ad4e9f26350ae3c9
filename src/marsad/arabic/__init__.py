"""Text → sentences and tokens: normalisation with its offset map, clitics, inflection, numerals, the calendar."""
