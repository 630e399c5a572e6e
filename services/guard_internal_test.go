package services

import (
	"context"
	"log/slog"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/tap"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services/config"
)

// guardedGet returns the guards of a call of GetDrug, with the default configuration.
func guardedGet() func() {
	s := &Server{
		log:      slog.New(slog.DiscardHandler),
		settings: settings{config: config.Default()},
		limits:   newLimits(config.Default()),
	}
	full := compendiumv1.CatalogService_GetDrug_FullMethodName
	s.limits.know(
		map[string]grpc.ServiceInfo{
			compendiumv1.CatalogService_ServiceDesc.ServiceName: {Methods: []grpc.MethodInfo{{Name: "GetDrug"}}},
		},
	)
	handler := s.guarded(
		full,
		func(any, context.Context, func(any) error, grpc.UnaryServerInterceptor) (any, error) { return nil, nil },
	)
	info, ctx := &tap.Info{FullMethodName: full}, context.Background()
	return func() {
		bounded, _ := s.limits.tap(ctx, info)
		_, _ = handler(nil, bounded, nil, nil)
	}
}

// TestGuardsAllocateNothing keeps the guards of a call free of allocations.
func TestGuardsAllocateNothing(t *testing.T) {
	if n := testing.AllocsPerRun(1000, guardedGet()); n != 0 {
		t.Errorf("%v allocations a call", n)
	}
}

// stream is the transport of a call.
type stream struct{ sent metadata.MD }

func (*stream) Method() string                        { return compendiumv1.CatalogService_GetDrug_FullMethodName }
func (*stream) SetHeader(metadata.MD) error           { return nil }
func (s *stream) SendHeader(header metadata.MD) error { s.sent = header; return nil }
func (*stream) SetTrailer(metadata.MD) error          { return nil }

// wholeGet returns a call of GetDrug as gRPC makes it, from the request's bytes to those of the response.
func wholeGet(t testing.TB) func() {
	b := file.NewBuilder("2026-06-01", nil)
	drug := &compendiumv1.Drug{Name: "drugs/one", DisplayName: "One"}
	if err := b.Add(catalog.Drugs, drug.Name, drug); err != nil {
		t.Fatal(err)
	}
	data, err := b.Build("digest", file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := file.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	s := New(release.New(m, "test"), slog.New(slog.DiscardHandler))
	request, err := proto.Marshal(&compendiumv1.GetDrugRequest{Name: drug.Name})
	if err != nil {
		t.Fatal(err)
	}
	full := compendiumv1.CatalogService_GetDrug_FullMethodName
	handler := s.guarded(full, s.bytesHandler(full, catalogBytes()["GetDrug"]))
	ctx := metadata.NewIncomingContext(
		context.Background(),
		metadata.Pairs("content-type", "application/grpc", "user-agent", "test"),
	)
	ctx = grpc.NewContextWithServerTransportStream(ctx, &stream{})
	received := mem.BufferSlice{mem.SliceBuffer(request)}
	decode := func(into any) error { return codec{}.Unmarshal(received, into) }
	return func() {
		response, err := handler(s, ctx, decode, nil)
		if err != nil {
			t.Fatal(err)
		}
		sent, err := codec{}.Marshal(response)
		if err != nil {
			t.Fatal(err)
		}
		sent.Free()
	}
}

// TestGetAllocatesLittle keeps what a Get adds to gRPC's own work small: the request with its name, and the response in
// two pieces.
func TestGetAllocatesLittle(t *testing.T) {
	const most = 5
	if n := testing.AllocsPerRun(1000, wholeGet(t)); n > most {
		t.Errorf("%v allocations a call, and %d are needed", n, most)
	}
}

func BenchmarkGet(b *testing.B) {
	call := wholeGet(b)
	b.ReportAllocs()
	for b.Loop() {
		call()
	}
}

func BenchmarkGuards(b *testing.B) {
	call := guardedGet()
	b.ReportAllocs()
	for b.Loop() {
		call()
	}
}
