// Package scope compares what a license covers with a use: whether it covers the use, a part of it, or nothing of it,
// or whether what both state does not tell. It writes both in words, too. docs/labels.md explains it with examples.
//
// It knows the schema's messages, and nothing of files, rules, dates or serving.
package scope

import (
	"slices"

	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Records returns the record of a resource name, or nil if there is none or it could not be read.
type Records func(name string) proto.Message

// Coverage is how far a license covers a use. Of alternatives the highest value counts, of what must hold together the
// lowest.
type Coverage int

// The values of Coverage.
const (
	// Not means that the license is for something else.
	Not Coverage = iota
	// CannotTell means that what license and use state does not tell.
	CannotTell
	// InPart means that the license covers some of the people whom the use is for, and not all.
	InPart
	// Covers means that the license covers the use.
	Covers
)

// String returns the name of the value as docs/labels.md has it: "IN_PART".
func (c Coverage) String() string {
	return [...]string{"NOT", "CANNOT_TELL", "IN_PART", "COVERS"}[c]
}

// Verdict is the result of a comparison.
type Verdict struct {
	// Coverage is how far the license covers the use.
	Coverage Coverage
	// Judged are the dimensions in which license or use state something, in the order of the enum.
	Judged []compendiumv1.Label_Dimension
	// Limits are the dimensions that keep the coverage from being complete, in the order of the enum.
	Limits []compendiumv1.Label_Dimension
	// Rest is what the alternatives that were found to cover the use, or a part of it, say beyond the dimensions.
	Rest []string
}

// Compare compares the alternatives of a license with a use. A use that has alternatives itself, such as
// metastatic or recurrent disease, is covered if each of them is. No alternatives cover nothing.
func Compare(scopes []*compendiumv1.Scope, use *compendiumv1.Use, records Records) Verdict {
	compared := &comparison{records: records}
	alternatives := compared.expand(scopes)
	verdict := Verdict{}
	var counts [Covers + 1]int // of the alternatives of the use, by how far they are covered
	cells := compared.cells(use, alternatives)
	for _, cell := range cells {
		of := compared.best(alternatives, cell)
		counts[of.Coverage]++
		verdict.Judged = union(verdict.Judged, of.Judged)
		verdict.Limits = union(verdict.Limits, of.Limits)
		verdict.Rest = union(verdict.Rest, of.Rest)
	}
	switch {
	case counts[Covers] == len(cells):
		verdict.Coverage = Covers
	case counts[InPart] > 0, counts[Covers] > 0 && counts[Not] > 0:
		verdict.Coverage = InPart
	case counts[CannotTell] > 0:
		verdict.Coverage = CannotTell
	}
	return verdict
}

// comparison holds what is looked up during one comparison.
type comparison struct{ records Records }

// best returns the verdict of the alternative that covers most of a use.
func (c *comparison) best(alternatives []*compendiumv1.Scope, use *compendiumv1.Use) Verdict {
	best := Verdict{}
	for i, scope := range alternatives {
		verdict := c.compare(scope, use)
		switch {
		case i == 0, verdict.Coverage > best.Coverage:
			best = verdict
		case verdict.Coverage == best.Coverage:
			best.Judged = union(best.Judged, verdict.Judged)
			best.Limits = union(best.Limits, verdict.Limits)
			best.Rest = union(best.Rest, verdict.Rest)
		}
	}
	return best
}

// compare compares one alternative with one alternative of a use, dimension by dimension.
func (c *comparison) compare(scope *compendiumv1.Scope, use *compendiumv1.Use) Verdict {
	verdict := Verdict{Coverage: Covers}
	untold, part := false, false
	for _, dimension := range dimensions {
		coverage, judged := dimension.compare(c, scope, use)
		if judged {
			verdict.Judged = append(verdict.Judged, dimension.name)
		}
		if coverage == Covers {
			continue
		}
		verdict.Limits = append(verdict.Limits, dimension.name)
		if coverage == Not {
			return Verdict{Judged: verdict.Judged, Limits: []compendiumv1.Label_Dimension{dimension.name}}
		}
		untold = untold || coverage == CannotTell
		part = part || coverage == InPart
	}
	switch {
	case untold:
		verdict.Coverage = CannotTell
	case part:
		verdict.Coverage = InPart
	}
	if scope.GetRest() != "" {
		verdict.Rest = []string{scope.GetRest()}
	}
	return verdict
}

// dimensions are those in which a license and a use are compared, in the order of the enum. Each returns how far the
// license covers the use in it, and whether one of the two states something.
var dimensions = []struct {
	name    compendiumv1.Label_Dimension
	compare func(*comparison, *compendiumv1.Scope, *compendiumv1.Use) (Coverage, bool)
}{
	{compendiumv1.Label_CONDITION, (*comparison).condition},
	{compendiumv1.Label_DISEASE_STATE, (*comparison).state},
	{compendiumv1.Label_LINE, (*comparison).line},
	{compendiumv1.Label_PRIOR_THERAPY, (*comparison).prior},
	{compendiumv1.Label_BIOMARKER, (*comparison).biomarkers},
	{compendiumv1.Label_PARTNER, (*comparison).partners},
	{compendiumv1.Label_AGE, (*comparison).age},
	{compendiumv1.Label_UNDERLYING_CONDITION, (*comparison).underlying},
	{compendiumv1.Label_INTENT, (*comparison).intent},
}

// union returns the items of both lists, each once, sorted.
func union[T ~int32 | ~string](a, b []T) []T {
	if len(b) == 0 {
		return a
	}
	joined := slices.Concat(a, b)
	slices.Sort(joined)
	return slices.Compact(joined)
}

// Of returns what a license for exactly a use would cover, stated as a scope.
func Of(use *compendiumv1.Use) *compendiumv1.Scope {
	of := &compendiumv1.Scope{Conditions: []string{use.GetCondition()}, Extent: use.GetExtent(),
		Resectability: use.GetResectability(), Course: use.GetCourse(), Age: use.GetAge(), Underlying: use.GetUnderlying(),
		Timing: use.GetTiming()}
	if use.GetLine() != compendiumv1.Use_LINE_UNSPECIFIED {
		of.Line = []compendiumv1.Use_Line{use.GetLine()}
	}
	if use.GetIntent() != compendiumv1.Use_INTENT_UNSPECIFIED {
		of.Intent = []compendiumv1.Use_Intent{use.GetIntent()}
	}
	all, some, none := use.GetPriorTherapies(), use.GetPriorAny(), use.GetPriorNone()
	if len(all)+len(some)+len(none) > 0 {
		of.Prior = &compendiumv1.Scope_Prior{All: all, Any: some, NoneOf: none}
	}
	if len(use.GetBiomarkers()) > 0 {
		of.Biomarkers = &compendiumv1.Scope_Biomarkers{Match: matchOf(use.GetBiomarkersMatch()), Of: use.GetBiomarkers()}
	}
	if len(use.GetPartners()) > 0 {
		of.Partners = &compendiumv1.Scope_Partners{Match: matchOf(use.GetPartnersMatch()), Of: use.GetPartners()}
	}
	return of
}

// matchOf returns the match of a use, which means ALL if it is not stated.
func matchOf(match compendiumv1.Match_Value) compendiumv1.Match_Value {
	if match == compendiumv1.Match_VALUE_UNSPECIFIED {
		return compendiumv1.Match_ALL
	}
	return match
}
