package services

import (
	"context"
	"fmt"
	"sort"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/image"
	"github.com/opencompendium/compendium/services/filter"
)

// Page sizes of AIP-158.
const (
	defaultPageSize = 50
	maxPageSize     = 1000
)

// Numbers of the fields that all list responses share behind the records.
const (
	fieldNextPageToken  protowire.Number = 2
	fieldTotalSize      protowire.Number = 3
	fieldCatalogVersion protowire.Number = 4
	fieldAsOf           protowire.Number = 5
)

type listRequest interface {
	proto.Message
	GetPageSize() int32
	GetPageToken() string
}

// list answers a standard List (AIP-132, AIP-158, AIP-160) with a run of the image's bytes.
func list[T any, Request interface {
	*T
	listRequest
	GetFilter() string
}](kind catalog.Kind) method {
	return answer(func(_ context.Context, now *serving, request Request) (any, error) {
		page, err := newPage(request)
		if err != nil {
			return nil, err
		}
		table := now.Image.Table(kind)
		if request.GetFilter() == "" {
			return page.of(table, nil, now), nil
		}
		expression, err := parseFilter(request.GetFilter(), kind.Descriptor())
		if err != nil {
			return nil, err
		}
		matches, err := matching(table, kind.New, func(m proto.Message) bool { return expression.Matches(m.ProtoReflect()) })
		if err != nil {
			return nil, err
		}
		return page.of(table, matches, now), nil
	})
}

func parseFilter(text string, descriptor protoreflect.MessageDescriptor) (*filter.Filter, error) {
	parsed, err := filter.Parse(text, descriptor)
	if err != nil {
		return nil, badRequest(ReasonInvalidFilter, "filter", err.Error())
	}
	return parsed, nil
}

// matching gives the indexes of the messages that match, decoding each.
func matching[M proto.Message](table *image.Table, empty func() M, matches func(M) bool) ([]int, error) {
	indexes := []int{}
	for i := range table.Len() {
		message := empty()
		if err := proto.Unmarshal(table.Record(i), message); err != nil {
			return nil, fmt.Errorf("decode %s of the image: %w", table.Name(i), err)
		}
		if matches(message) {
			indexes = append(indexes, i)
		}
	}
	return indexes, nil
}

// page is what a request asks of a list.
type page struct {
	size  int
	after string // the last name of the page before; "" for the first page
	query string // identifies the request's other arguments
}

func newPage(request listRequest) (page, error) {
	p := page{size: int(request.GetPageSize()), query: queryOf(request)}
	switch {
	case p.size == 0:
		p.size = defaultPageSize
	case p.size > maxPageSize:
		p.size = maxPageSize
	}
	if token := request.GetPageToken(); token != "" {
		after, err := readToken(token, p.query)
		if err != nil {
			return page{}, err
		}
		p.after = after
	}
	return p, nil
}

// of cuts the page out of a table, or out of those of its records whose indexes are given, and frames it as a list response.
func (p page) of(table *image.Table, matches []int, now *serving, more ...[]byte) encoded {
	var parts [][]byte
	var last string
	var end int
	total, first := table.Len(), table.After(p.after)
	if matches == nil {
		end = min(first+p.size, total)
		parts = append(parts, table.Frames(first, end))
		if end > first {
			last = table.Name(end - 1)
		}
	} else {
		total = len(matches)
		first = sort.SearchInts(matches, first)
		end = min(first+p.size, total)
		for _, i := range matches[first:end] {
			parts = append(parts, table.Frames(i, i+1))
			last = table.Name(i)
		}
	}
	var token string
	if end < total {
		token = makeToken(last, p.query)
	}
	return encode(append(append(parts, trailer(token, total, now)), more...)...)
}

// trailer encodes the fields of a list response behind its records.
func trailer(token string, total int, now *serving) []byte {
	var b []byte
	b = appendText(b, fieldNextPageToken, token)
	if total > 0 {
		b = protowire.AppendTag(b, fieldTotalSize, protowire.VarintType)
		b = protowire.AppendVarint(b, uint64(total))
	}
	return appendText(b, fieldCatalogVersion, now.Image.Version())
}

func appendText(b []byte, field protowire.Number, text string) []byte {
	if text == "" {
		return b
	}
	b = protowire.AppendTag(b, field, protowire.BytesType)
	return protowire.AppendString(b, text)
}
