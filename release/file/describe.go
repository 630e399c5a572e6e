package file

import (
	"fmt"
	"maps"
	"slices"
)

var fileSectionNames = map[uint32]string{
	sectionRelease: "release", sectionSchema: "schema", sectionFindings: "findings",
	sectionSourceNames: "content/names", sectionSourceNameOffsets: "content/name-offsets",
	sectionSources: "content/texts", sectionSourceStarts: "content/text-offsets",
	sectionTermKeys: "search/keys", sectionTermKeyOffsets: "search/key-offsets",
	sectionTermStarts: "search/entry-offsets", sectionTermEntries: "search/entries",
	sectionTermTexts: "search/texts", sectionTermTextOffsets: "search/text-offsets", sectionTermNodes: "search/tree",
	sectionTables: "tables/names", sectionTableOffsets: "tables/name-offsets",
}

var tableSectionNames = map[uint32]string{
	tableNames: "names", tableNameOffsets: "name-offsets", tableFrames: "frames", tableStarts: "frame-offsets",
	tableBasic: "basic", tableBasicStarts: "basic-offsets",
	tableSlots: "hash", tableEtags: "etags", tablePaths: "index/paths", tableValues: "index/values",
	tableValueOffsets: "index/value-offsets",
	tablePostings:     "index/rows", tablePostingStarts: "index/row-offsets", tableNumbers: "index/numbers",
}

func (s sections) list() []Section {
	ids := slices.Sorted(maps.Keys(s))
	tables := texts{bytes: s[sectionTables], offsets: u64s(s[sectionTableOffsets])}
	list := make([]Section, len(ids))
	for i, id := range ids {
		list[i] = Section{Name: sectionName(tables, id), Bytes: len(s[id])}
	}
	return list
}

func sectionName(tables texts, id uint32) string {
	if name, ok := fileSectionNames[id]; ok {
		return name
	}
	table, part := int(id>>8)-1, tableSectionNames[id&0xff]
	if part == "" || table < 0 || table >= tables.len() {
		return fmt.Sprintf("section-%#x", id)
	}
	return string(tables.at(table)) + "/" + part
}
