package compare

import (
	"slices"
	"strings"
)

// Concern is a reason to look twice at a change.
type Concern struct {
	// ID is the concern's stable name, never reused: "off-label-flipped".
	ID string
	// Title describes what changed.
	Title string
	// Look tells the reviewer what to check.
	Look string

	// collections restricts the concern to records of these collections; empty means all.
	collections []string
	// paths are the values the concern covers, with [] for any list item and a trailing * for any path below.
	paths []string
	kinds []Kind
}

// Concerns returns all concerns, in the order in which they are documented.
func Concerns() []Concern { return slices.Clone(concerns) }

// concerns lists the changes that may harm people who rely on the content. The first match wins.
var concerns = []Concern{
	{ID: "off-label-flipped", Title: "An off-label flag changed, came or went",
		Look:  "An authorization event or a coverage must stand behind it, with its citation.",
		paths: []string{"uses[].labels[].off_label", "uses[].labels[]"}, kinds: []Kind{Added, Removed, Changed}},
	{ID: "label-status-changed", Title: "The derived label status of a use changed",
		Look: "Find the event or the declared coverage that changed it; it may be in the record of a regulator or " +
			"of a condition.",
		paths: []string{"uses[].labels[].status"}, kinds: []Kind{Added, Removed, Changed}},
	{ID: "authorization-rewritten", Title: "An authorization event was altered or taken out",
		Look:  "Events are append-only. A correction must say in its commit which document shows it.",
		paths: []string{"products[].authorizations[]", "products[].authorizations[].*"}, kinds: []Kind{Removed, Changed}},
	{ID: "product-removed", Title: "A product was taken out",
		Look:  "A product that is sold no more keeps its record, with an event that says so.",
		paths: []string{"products[]"}, kinds: []Kind{Removed}},
	{ID: "product-changed", Title: "The name, place, strength, form or route of a product changed, came or went",
		Look: "The register or label must have it so, for this product and no other.",
		paths: []string{"products[].brand", "products[].jurisdiction", "products[].strengths[]", "products[].strengths[].*",
			"products[].dose_forms", "products[].routes"}, kinds: []Kind{Added, Removed, Changed}},
	{ID: "name-changed", Title: "A name or brand of a drug changed or went, or moved to another country",
		Look:        "People look a drug up by it, and the same brand may be another drug elsewhere.",
		collections: []string{"drugs"}, paths: []string{"names[]", "names[].*"}, kinds: []Kind{Removed, Changed}},
	{ID: "lifecycle-changed", Title: "A drug moved to another stage of its life",
		Look:  "Events of regulators must show that it is active, investigational or withdrawn.",
		paths: []string{"lifecycle"}, kinds: []Kind{Changed}},
	{ID: "safety-weakened", Title: "A warning, contraindication or interaction went missing, or says something else",
		Look: "The cited label must have removed or changed it. What a label no longer says keeps its item, with until.",
		paths: []string{"safety[]", "safety[].text", "safety[].action", "safety[].management", "safety[].population",
			"safety[].products", "safety[].jurisdictions", "safety[].until", "safety[].since"},
		kinds: []Kind{Removed, Changed}},
	{ID: "safety-limited", Title: "A warning, contraindication or interaction was limited, or has ended",
		Look:  "The cited label must limit it to these products, jurisdictions or people, or have removed it on that day.",
		paths: []string{"safety[].population", "safety[].products", "safety[].jurisdictions", "safety[].until"},
		kinds: []Kind{Added}},
	{ID: "safety-added", Title: "A statement on safety, or that there is none, was added",
		Look:  "The cited label must say it. none: true says that the label was read and has no such statement.",
		paths: []string{"safety[]", "safety[].none", "safety[].management"}, kinds: []Kind{Added}},
	{ID: "depth-changed", Title: "How much a record says changed",
		Look:  "A register entry says nothing of uses, side effects and safety; a monograph says it all.",
		paths: []string{"depth"}, kinds: []Kind{Removed, Changed}},
	{ID: "side-effect-removed", Title: "A side effect went missing",
		Look:  "A source that no longer names it must be cited by what replaced it.",
		paths: []string{"side_effects[]"}, kinds: []Kind{Removed}},
	{ID: "side-effect-changed",
		Title: "How grave or frequent a side effect is, how it goes on, or what to do about it, changed",
		Look:  "The cited label or page must say so.",
		paths: []string{"side_effects[].seriousness", "side_effects[].source_frequency",
			"side_effects[].frequencies[]", "side_effects[].frequencies[].*", "side_effects[].severity",
			"side_effects[].action", "side_effects[].course"}, kinds: []Kind{Removed, Changed}},
	{ID: "administration-changed", Title: "The way a drug is given changed",
		Look:  "Route, dose form, frequency and food must agree with the cited label.",
		paths: []string{"administrations[]", "administrations[].*"}, kinds: []Kind{Added, Removed, Changed}},
	{ID: "dose-changed", Title: "A dose changed, came or went",
		Look: "Compare amount, unit, frequency, route and limits with the cited label or protocol, digit by digit.",
		paths: []string{"doses[]", "doses[].uses", "doses[].products", "doses[].jurisdictions", "doses[].basis",
			"doses[].bands[]", "doses[].bands[].*", "doses[].route", "doses[].steps[]", "doses[].steps[].*",
			"doses[].reductions[]", "doses[].reductions[].*", "doses[].until"}, kinds: []Kind{Added, Removed, Changed}},
	{ID: "use-added", Title: "A use was added",
		Look: "Its passage must name this drug for this condition, and its labels need the events or the coverage that " +
			"show them.",
		paths: []string{"uses[]"}, kinds: []Kind{Added}},
	{ID: "use-removed", Title: "A use was taken out",
		Look:  "A use that no longer holds is worth saying: with its events, or as no better than the standard.",
		paths: []string{"uses[]"}, kinds: []Kind{Removed}},
	{ID: "use-setting-changed", Title: "For whom or when a use holds, or how strongly its source words it, changed",
		Look: "The cited passage must say exactly this.",
		paths: []string{"uses[].condition", "uses[].strength", "uses[].response", "uses[].extent", "uses[].resectability",
			"uses[].course", "uses[].line", "uses[].timing", "uses[].intent", "uses[].population", "uses[].age", "uses[].age.*",
			"uses[].underlying", "uses[].prior_therapies", "uses[].prior_any", "uses[].prior_none", "uses[].prior_therapy_note",
			"uses[].biomarkers[]", "uses[].biomarkers[].*", "uses[].biomarkers_match", "uses[].partners",
			"uses[].partners_match"}, kinds: []Kind{Added, Removed, Changed}},
	{ID: "caution-removed", Title: "A note, or advice on what to do after a treatment, was taken out",
		Look:  "Make sure that what it warned of is said elsewhere.",
		paths: []string{"notes[]", "aftercare"}, kinds: []Kind{Removed, Changed}},
	{ID: "regimen-changed", Title: "What a regimen is made of changed",
		Look: "The cited protocol must have it.", collections: []string{"regimens"},
		paths: []string{"components[]", "components[].*", "blocks", "blocks[]", "blocks[].*", "rounds"},
		kinds: []Kind{Added, Removed, Changed}},
	{ID: "trial-result-changed", Title: "A result, a number or the status of a trial changed",
		Look: "Results are kept, negative ones too; a new one must cite its report.", collections: []string{"trials"},
		paths: []string{"results[]", "results[].*", "outcomes[]", "outcomes[].*", "arms[]", "arms[].*", "status"},
		kinds: []Kind{Removed, Changed}},
	{ID: "access-decision-changed", Title: "A decision about paying came, went, flipped, or is no longer in force",
		Look: "The page of the body must show it. One that replaces another names it, and the old one stays on record.",
		paths: []string{"access_decisions[]", "access_decisions[].decision", "access_decisions[].standing",
			"access_decisions[].jurisdictions", "access_decisions[].until"}, kinds: []Kind{Added, Removed, Changed}},
	{ID: "source-withdrawn", Title: "A source was retracted or replaced, or is no longer said to be",
		Look: "Look at what rests on it: lint reports each fact that does.", collections: []string{"sources"},
		paths: []string{"retraction", "retraction.*", "superseded_by"}, kinds: []Kind{Added, Removed, Changed}},
	{ID: "coverage-changed", Title: "How far a regulator's records are declared complete changed",
		Look:        "What is off label rests on it: the register must have been read up to that day.",
		collections: []string{"drugs", "regulators"},
		paths:       []string{"coverage[]", "coverage[].*", "mandates[]", "mandates[].*"},
		kinds:       []Kind{Added, Removed, Changed}},
	{ID: "code-changed", Title: "A code or identifier changed or went",
		Look:  "Look it up in its terminology: others match records by it.",
		paths: []string{"codes", "codes.*", "identifiers", "identifiers.*", "registrations", "registrations.*"},
		kinds: []Kind{Removed, Changed}},
	{ID: "citation-repointed", Title: "A citation leads to another source or passage, or lost its passage",
		Look:  "What cites it must stand there, word for word.",
		paths: []string{"citations[].source", "citations[].passage", "citations[].passage.sha256"},
		kinds: []Kind{Removed, Changed}},
	{ID: "conflict-dropped", Title: "A conflict between sources, or its resolution, was taken out or altered",
		Look:  "Disagreement stays on record until the sources agree.",
		paths: []string{"conflicts[]", "conflicts[].*"}, kinds: []Kind{Removed, Changed}},
	{ID: "review-claimed", Title: "Who is said to have reviewed a record changed",
		Look:  "Only a clinician's review is CLINICALLY_REVIEWED.",
		paths: []string{"review", "review.status", "review.by_role"}, kinds: []Kind{Added, Removed, Changed}},
	{ID: "archive-changed", Title: "The archived text of a source changed",
		Look: "Check all its passages: `compendium lint --archive DIR`.", collections: []string{"sources"},
		paths: []string{"archive", "archive.*"}, kinds: []Kind{Removed, Changed}},
	{ID: "record-moved", Title: "A record has a new name and left no tombstone",
		Look:  "The old name leads nowhere now: `compendium rename` leaves a tombstone that leads on.",
		paths: []string{""}, kinds: []Kind{Changed}},
	{ID: "record-removed", Title: "A record was taken out",
		Look:  "A drug whose name is no longer used leaves a tombstone with replaced_by.",
		paths: []string{""}, kinds: []Kind{Removed}},
}

// concernOf returns the concern that covers a change to a value of this shape, or nil.
func concernOf(resource, shape string, kind Kind) *Concern {
	collection, _, _ := strings.Cut(resource, "/")
	for i := range concerns {
		c := &concerns[i]
		if !slices.Contains(c.kinds, kind) || len(c.collections) > 0 && !slices.Contains(c.collections, collection) {
			continue
		}
		if slices.ContainsFunc(c.paths, func(path string) bool {
			above, below := strings.CutSuffix(path, "*")
			return shape == path || below && strings.HasPrefix(shape, above)
		}) {
			return c
		}
	}
	return nil
}
