package services

import (
	"context"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// Page sizes of AIP-158.
const (
	defaultPageSize = 50
	maxPageSize     = 1000
)

// Numbers of the fields that all list responses share.
const (
	fieldRecords        protowire.Number = 1
	fieldNextPageToken  protowire.Number = 2
	fieldTotalSize      protowire.Number = 3
	fieldCatalogVersion protowire.Number = 4
	fieldAsOf           protowire.Number = 5
)

type pageRequest interface {
	proto.Message
	GetPageSize() int32
	GetPageToken() string
}

type listRequest interface {
	pageRequest
	GetFilter() string
	GetOrderBy() string
	GetIfVersion() string
}

type listRecordsRequest interface {
	listRequest
	GetView() compendiumv1.View_Level
}

// list returns the method of a standard List (AIP-132, AIP-157, AIP-158, AIP-160), which answers with runs of the bytes
// of the release file.
func list(kind catalog.Kind) method {
	return answer(func(ctx context.Context, now call, request listRecordsRequest) (any, error) {
		show, err := newView(ctx, request.GetView(), kind.Descriptor())
		if err != nil {
			return nil, err
		}
		show.cited = now.sourcesFor(request, kind)
		if err := now.notModified(request.GetIfVersion(), func(then *file.File) bool {
			// A filter may look at any record, and at the day.
			return request.GetFilter() == "" && now.equalTables(then, kind) &&
				(show.cited == nil || now.equalTables(then, catalog.Sources))
		}); err != nil {
			return nil, err
		}
		table := now.File.Table(kind)
		s := &selection{table: table, end: table.Len(), show: show}
		if s.matches, err = now.match(ctx, request.GetFilter(), table, kind.New(), now.AsOf); err != nil {
			return nil, err
		}
		return now.page(ctx, request, s)
	})
}

// selection is the messages of a table that a request asks for, in its order.
type selection struct {
	table      *file.Table
	first, end int       // the run of the table that is looked at
	matches    file.Bits // those of it that are asked for; nil for all
	show       view
	extra      []byte // encoded fields of the response behind the others
}

func (s *selection) total() int {
	if s.matches == nil {
		return s.end - s.first
	}
	if s.first == 0 && s.end == s.table.Len() {
		return s.matches.Count()
	}
	n := 0
	for i := range s.matches.From(s.first) {
		if i >= s.end {
			break
		}
		n++
	}
	return n
}

// page returns one page of a selection.
func (now call) page(ctx context.Context, request listRequest, s *selection) (*encoded, error) {
	size, after, err := now.pageOf(ctx, request)
	if err != nil {
		return nil, err
	}
	sorted, err := now.order(s.table, request.GetOrderBy())
	if err != nil {
		return nil, err
	}
	var indexes []int
	var more bool
	if sorted == nil {
		indexes, more = s.byName(size, after.After)
	} else {
		indexes, more = s.inOrder(sorted, size, after)
	}
	// A page may have fewer records than requested, as many as fit into a response.
	parts, fit, err := s.parts(indexes, now.server.maxPage()-maxTrailer)
	if err != nil {
		return nil, err
	}
	next := ""
	if indexes, more = indexes[:fit], more || fit < len(indexes); more {
		last := indexes[len(indexes)-1]
		next = now.nextToken(request, s.table.Name(last), sorted.values(last))
	}
	return encode(append(parts, trailer(next, s.total(), now.version), s.extra)...), nil
}

// maxPageBytes bounds a page and a batch, so that clients with gRPC's default bound of 4 MiB accept both.
const maxPageBytes = 3 << 20

// maxPage returns the largest page in bytes.
func (s *Server) maxPage() int { return min(maxPageBytes, int(s.settings.config.MaxResponseBytes)) }

// maxTrailer bounds the length of what follows the records of a page, such as its token.
const maxTrailer = 4096

// frameSize bounds the tag and the length of a message in a list.
const frameSize = 5

// parts returns records by their indexes, framed, and how many of them fit into maxBytes. The first one always counts
// as fitting.
func (s *selection) parts(indexes []int, maxBytes int) (parts [][]byte, fit int, err error) {
	for fit < len(indexes) {
		// Neighbors in the table are one run of bytes, if they are sent as they are.
		end := fit + 1
		for s.show.stored() && end < len(indexes) && indexes[end] == indexes[end-1]+1 {
			end++
		}
		frames, err := s.show.frames(s.table, indexes[fit], indexes[end-1]+1)
		for err == nil && len(frames) > maxBytes && end > fit+1 {
			end = fit + (end-fit)/2
			frames, err = s.show.frames(s.table, indexes[fit], indexes[end-1]+1)
		}
		if err != nil {
			return nil, 0, err
		}
		if len(frames) > maxBytes && fit > 0 {
			break
		}
		parts = append(parts, frames)
		maxBytes -= len(frames)
		fit = end
	}
	return parts, fit, nil
}

// byName returns the indexes of a page in the order of names, and whether there are more.
func (s *selection) byName(size int, after string) (indexes []int, more bool) {
	first := s.first
	if after != "" {
		first = max(first, s.table.After(after))
	}
	if s.matches == nil {
		for i := first; i < min(first+size, s.end); i++ {
			indexes = append(indexes, i)
		}
		return indexes, first+size < s.end
	}
	for i := range s.matches.From(first) {
		if i >= s.end {
			break
		}
		if len(indexes) == size {
			return indexes, true
		}
		indexes = append(indexes, i)
	}
	return indexes, false
}

// inOrder returns the indexes of a page in another order, and whether there are more.
func (s *selection) inOrder(sorted *order, size int, after token) (indexes []int, more bool) {
	for _, i := range sorted.list[sorted.behind(after, s.table):] {
		if int(i) < s.first || int(i) >= s.end || s.matches != nil && !s.matches.Has(int(i)) {
			continue
		}
		if len(indexes) == size {
			return indexes, true
		}
		indexes = append(indexes, int(i))
	}
	return indexes, false
}

// pageOf returns the size of the requested page and the token that it starts after. If the page before came from
// another version, the header metadata says so.
func (now call) pageOf(ctx context.Context, request pageRequest) (size int, after token, err error) {
	switch size = int(request.GetPageSize()); {
	case size == 0:
		size = defaultPageSize
	case size > maxPageSize:
		size = maxPageSize
	}
	if request.GetPageToken() == "" {
		return size, token{}, nil
	}
	if after, err = readToken(request.GetPageToken(), queryOf(request)); err != nil {
		return 0, token{}, err
	}
	if after.Version != now.version {
		if err := setHeader(ctx, metadata.Pairs(VersionChangedHeader, after.Version)); err != nil {
			return 0, token{}, err
		}
	}
	return size, after, nil
}

// trailer encodes the fields of a list response that follow its records.
func trailer(token string, total int, version string) []byte {
	var b []byte
	b = appendText(b, fieldNextPageToken, token)
	if total > 0 {
		b = protowire.AppendTag(b, fieldTotalSize, protowire.VarintType)
		b = protowire.AppendVarint(b, uint64(total))
	}
	return appendText(b, fieldCatalogVersion, version)
}

func appendText(b []byte, field protowire.Number, text string) []byte {
	if text == "" {
		return b
	}
	b = protowire.AppendTag(b, field, protowire.BytesType)
	return protowire.AppendString(b, text)
}
