package file

import (
	"cmp"
	"hash/crc32"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// pace is how much of the machine opening a release file takes. The zero pace takes all processors, for a process that
// has nothing else to do.
type pace struct {
	// background takes one processor at a time, and yields it after each piece.
	background bool
	// mapped is true for a mapped file, whose pages are faulted in piece by piece.
	mapped bool
}

// pieceSize is how much is read at once, in about a fifth of a millisecond. It is a multiple of the page size. Smaller
// pieces delay fewer calls at once and more calls in all, since a pause follows each.
const pieceSize = 1 << 20

// pause lets other goroutines run. The system's clock makes it about a millisecond.
func pause() { time.Sleep(100 * time.Microsecond) }

// checkSums compares the checksums of all sections, and returns the first that differs.
func checkSums(file []byte, spans []span, p pace) (damaged int, ok bool) {
	// The largest go first, so that no processor is left with one at the end.
	order := make([]int, len(spans))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order,
		func(a, b int) int { return cmp.Compare(spans[b].end-spans[b].start, spans[a].end-spans[a].start) })
	workers := runtime.GOMAXPROCS(0)
	if p.background {
		workers = 1
	}
	differs := make([]bool, len(spans))
	var group errgroup.Group
	group.SetLimit(workers)
	for _, i := range order {
		group.Go(func() error {
			differs[i] = sum(file, spans[i], p) != spans[i].sum
			return nil
		})
	}
	_ = group.Wait() // none fails
	damaged = slices.Index(differs, true)
	return damaged, damaged < 0
}

// sum returns the CRC-32C of a section, which it reads piece by piece. Pieces begin at page boundaries, as mappings
// require.
func sum(file []byte, s span, p pace) uint32 {
	crc := uint32(0)
	for at := s.start; at < s.end; {
		page := at / pieceSize * pieceSize
		end := min(page+pieceSize, s.end)
		if p.mapped {
			load(file[page:end])
		}
		crc = crc32.Update(crc, castagnoli, file[at:end])
		if p.background && end-page == pieceSize {
			pause()
		}
		at = end
	}
	return crc
}
