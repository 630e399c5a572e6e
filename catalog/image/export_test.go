package image

import (
	"maps"
	"slices"
)

// Patch changes bytes of the n-th section of a file and gives the file with checksums that fit again.
func Patch(file []byte, n int, at uint32, patch []byte) []byte {
	ids, _, err := layout(file)
	if err != nil {
		return file
	}
	parts, err := disassemble(file, pace{})
	if err != nil {
		return file
	}
	id := ids[abs(n)%len(ids)]
	part := append([]byte(nil), parts[id]...)
	if len(part) == 0 {
		part = append(part, patch...)
	} else {
		copy(part[int(at)%len(part):], patch)
	}
	parts[id] = part
	return parts.assemble()
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

// Paths gives the paths that are indexed.
func (x *Index) Paths() []string { return slices.Sorted(maps.Keys(x.paths)) }
