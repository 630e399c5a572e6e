package scope

import (
	"slices"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// isExtent reports whether a value of extent is one, rather than a word for whether the disease can be removed or where
// in its course it is.
func isExtent(e compendiumv1.Use_Extent) bool {
	switch e {
	case compendiumv1.Use_LOCALIZED, compendiumv1.Use_LOCALLY_ADVANCED, compendiumv1.Use_METASTATIC,
		compendiumv1.Use_ADVANCED:
		return true
	default:
		return false
	}
}

// setState sets the field that a value of extent is about.
func setState(extent *[]compendiumv1.Use_Extent, resectability *[]compendiumv1.Use_Resectability,
	course *[]compendiumv1.Use_Course, e compendiumv1.Use_Extent,
) {
	switch e {
	case compendiumv1.Use_RESECTABLE: // in one place, too
		*extent = []compendiumv1.Use_Extent{compendiumv1.Use_LOCALIZED}
		*resectability = []compendiumv1.Use_Resectability{compendiumv1.Use_CAN_BE_RESECTED}
	case compendiumv1.Use_UNRESECTABLE:
		*resectability = []compendiumv1.Use_Resectability{compendiumv1.Use_CANNOT_BE_RESECTED}
	case compendiumv1.Use_RECURRENT:
		*course = []compendiumv1.Use_Course{compendiumv1.Use_RELAPSED}
	case compendiumv1.Use_REFRACTORY:
		*course = []compendiumv1.Use_Course{compendiumv1.Use_RESISTANT}
	default:
		*extent = []compendiumv1.Use_Extent{e}
	}
}

// state compares how far the disease has gone, whether surgery can remove it, and where in its course it is.
func (c *comparison) state(scope *compendiumv1.Scope, use *compendiumv1.Use) (Coverage, bool) {
	coverage := min(extent(scope, use), anyOf(scope.GetResectability(), use.GetResectability()),
		course(scope.GetCourse(), use.GetCourse()))
	judged := len(scope.GetExtent())+len(scope.GetResectability())+len(scope.GetCourse())+
		len(use.GetExtent())+len(use.GetResectability())+len(use.GetCourse()) > 0
	return coverage, judged
}

// extent compares extents. What cannot be removed is advanced, as labels use the word, unless a license says that it is
// in one place.
func extent(scope *compendiumv1.Scope, use *compendiumv1.Use) Coverage {
	licensed, used := spelledOut(scope.GetExtent()), spelledOut(use.GetExtent())
	if len(used) == 0 && isInoperable(use) && !slices.Contains(licensed, compendiumv1.Use_LOCALIZED) {
		used = advanced
	}
	return anyOf(licensed, used)
}

// advanced are the extents of advanced disease.
var advanced = []compendiumv1.Use_Extent{compendiumv1.Use_LOCALLY_ADVANCED, compendiumv1.Use_METASTATIC}

// spelledOut returns extents with those of advanced disease in place of the word.
func spelledOut(extents []compendiumv1.Use_Extent) []compendiumv1.Use_Extent {
	if i := slices.Index(extents, compendiumv1.Use_ADVANCED); i >= 0 {
		return slices.Concat(extents[:i], advanced, extents[i+1:])
	}
	return extents
}

// isInoperable reports whether a use is for disease that cannot be removed, and for no other.
func isInoperable(use *compendiumv1.Use) bool {
	return slices.Equal(use.GetResectability(), []compendiumv1.Use_Resectability{compendiumv1.Use_CANNOT_BE_RESECTED})
}

// course compares where in its course the disease is. Growing disease may have come back or have stopped responding.
func course(licensed, used []compendiumv1.Use_Course) Coverage {
	coverage := anyOf(licensed, used)
	if coverage != Not {
		return coverage
	}
	if slices.Contains(used, compendiumv1.Use_PROGRESSIVE) && slices.ContainsFunc(licensed, mayProgress) ||
		slices.ContainsFunc(used, mayProgress) && slices.Contains(licensed, compendiumv1.Use_PROGRESSIVE) {
		return CannotTell
	}
	return Not
}

func mayProgress(c compendiumv1.Use_Course) bool {
	return c == compendiumv1.Use_RELAPSED || c == compendiumv1.Use_RESISTANT
}

// lines are the lines of treatment that a value means.
var lines = map[compendiumv1.Use_Line]lineSet{
	compendiumv1.Use_FIRST: 1, compendiumv1.Use_SECOND: 2, compendiumv1.Use_THIRD: 4, compendiumv1.Use_FOURTH: 8,
	compendiumv1.Use_LATER: 2 | 4 | 8,
}

// lineSet is a set of lines of treatment: first, second, third, fourth and later.
type lineSet uint8

const anyLine lineSet = 1 | 2 | 4 | 8

// line compares lines of treatment. A use after other therapy is not the first.
func (c *comparison) line(scope *compendiumv1.Scope, use *compendiumv1.Use) (Coverage, bool) {
	var licensed lineSet
	for _, l := range scope.GetLine() {
		licensed |= lines[l]
	}
	used, stated := lines[use.GetLine()]
	if licensed == 0 {
		return Covers, stated
	}
	switch {
	case stated:
	case len(use.GetPriorTherapies())+len(use.GetPriorAny()) > 0 || use.GetPriorTherapyNote() != "":
		used = anyLine &^ lines[compendiumv1.Use_FIRST]
	default:
		used = anyLine
	}
	return overlap(used&licensed == used, used&licensed != 0), true
}

// overlap returns the coverage of a use that lies within a license as a whole, or overlaps with it.
func overlap(within, overlaps bool) Coverage {
	switch {
	case within:
		return Covers
	case overlaps:
		return InPart
	default:
		return Not
	}
}

// intent compares what the treatment is to achieve, and when it is given with respect to the main one.
func (c *comparison) intent(scope *compendiumv1.Scope, use *compendiumv1.Use) (Coverage, bool) {
	var intents []compendiumv1.Use_Intent
	if use.GetIntent() != compendiumv1.Use_INTENT_UNSPECIFIED {
		intents = append(intents, use.GetIntent())
	}
	coverage := min(anyOf(scope.GetIntent(), intents), anyOf(scope.GetTiming(), use.GetTiming()))
	return coverage, len(scope.GetIntent())+len(scope.GetTiming()) > 0
}

// anyOf compares two lists of which any value holds.
func anyOf[T comparable](licensed, used []T) Coverage {
	switch {
	case len(licensed) == 0:
		return Covers
	case len(used) == 0:
		return InPart
	}
	covered := 0
	for _, value := range used {
		if slices.Contains(licensed, value) {
			covered++
		}
	}
	return overlap(covered == len(used), covered > 0)
}
