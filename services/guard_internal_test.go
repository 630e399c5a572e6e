package services

import (
	"context"
	"log/slog"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/tap"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/config"
)

// guardedGet gives what stands around a call of GetDrug, with the default configuration.
func guardedGet() func() {
	s := &Server{log: slog.New(slog.DiscardHandler), settings: settings{config: config.Default()}, limits: newLimits(config.Default())}
	full := compendiumv1.CatalogService_GetDrug_FullMethodName
	s.limits.know(map[string]grpc.ServiceInfo{compendiumv1.CatalogService_ServiceDesc.ServiceName: {Methods: []grpc.MethodInfo{{Name: "GetDrug"}}}})
	handler := s.guarded(full, func(any, context.Context, func(any) error, grpc.UnaryServerInterceptor) (any, error) { return nil, nil })
	info, ctx := &tap.Info{FullMethodName: full}, context.Background()
	return func() {
		bounded, _ := s.limits.tap(ctx, info)
		_, _ = handler(nil, bounded, nil, nil)
	}
}

// TestGuardsAllocateNothing keeps what stands around a call free of allocations.
func TestGuardsAllocateNothing(t *testing.T) {
	if n := testing.AllocsPerRun(1000, guardedGet()); n != 0 {
		t.Errorf("%v allocations a call", n)
	}
}

func BenchmarkGuards(b *testing.B) {
	call := guardedGet()
	b.ReportAllocs()
	for b.Loop() {
		call()
	}
}
