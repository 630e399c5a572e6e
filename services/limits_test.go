package services_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

// trial is a service whose calls do what a test says.
type trial struct {
	unary  func(context.Context) error
	stream func(grpc.ServerStream) error
}

func (s *trial) add(server *services.Server) {
	server.Register(&grpc.ServiceDesc{
		ServiceName: "trial",
		Methods: []grpc.MethodDesc{
			{
				MethodName: "Do",
				Handler: func(_ any, ctx context.Context, _ func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
					return &emptypb.Empty{}, s.unary(ctx)
				},
			},
		},
		Streams: []grpc.StreamDesc{
			{
				StreamName:    "Flow",
				ServerStreams: true,
				Handler:       func(_ any, stream grpc.ServerStream) error { return s.stream(stream) },
			},
		},
	})
}

func do(ctx context.Context, conn *grpc.ClientConn) error {
	return conn.Invoke(ctx, "/trial/Do", &emptypb.Empty{}, &emptypb.Empty{})
}

func flow(t *testing.T, conn *grpc.ClientConn) error {
	t.Helper()
	stream, err := conn.NewStream(t.Context(), &grpc.StreamDesc{ServerStreams: true}, "/trial/Flow")
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	return stream.RecvMsg(&emptypb.Empty{})
}

func TestPanicsFailOneCall(t *testing.T) {
	s := &trial{
		unary:  func(context.Context) error { panic("boom in a call") },
		stream: func(grpc.ServerStream) error { panic("boom in a stream") },
	}
	p := open(t, nil, s.add)
	conn := p.dial(t, nil)
	for where, err := range map[string]error{"boom in a call": do(t.Context(), conn), "boom in a stream": flow(t, conn)} {
		if status.Code(err) != codes.Internal || reason(t, err) != services.ReasonInternal {
			t.Errorf("%s: %v", where, err)
		}
		_, rest, _ := strings.Cut(err.Error(), "under ")
		id := strings.TrimSuffix(rest, ".")
		if log := p.log.String(); id == "" || !strings.Contains(log, id) || !strings.Contains(log, where) ||
			!strings.Contains(log, "limits_test.go") {
			t.Errorf("%s: the log has not the incident %q, what happened and the stack:\n%s", where, id, log)
		}
		if strings.Contains(err.Error(), "boom") {
			t.Errorf("the caller sees the inside: %v", err)
		}
	}
	p.answers(t)
}

func TestInFlightLimit(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	s := &trial{unary: func(context.Context) error {
		entered <- struct{}{}
		<-leave
		return nil
	}}
	p := open(t, func(c *config.Config) { c.MaxInFlight = 1; c.RetryDelay = 3 * time.Second }, s.add)
	conn := p.dial(t, nil)
	first := make(chan error, 1)
	go func() { first <- do(t.Context(), conn) }()
	<-entered
	_, err := compendiumv1.NewCatalogServiceClient(conn).
		GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"})
	if status.Code(err) != codes.ResourceExhausted || reason(t, err) != services.ReasonOverloaded ||
		retryDelay(err) != 3*time.Second {
		t.Errorf("one call too many: %v", err)
	}
	// Health is answered all the same.
	if _, err := healthpb.NewHealthClient(conn).Check(t.Context(), &healthpb.HealthCheckRequest{}); err != nil {
		t.Errorf("health: %v", err)
	}
	close(leave)
	if err := <-first; err != nil {
		t.Error(err)
	}
	p.answers(t)
}

// TestOnePlaceIsEnoughForOneCall calls without a deadline where one call may run at a time.
func TestOnePlaceIsEnoughForOneCall(t *testing.T) {
	p := open(t, func(c *config.Config) { c.MaxInFlight = 1 }, nil)
	if _, err := compendiumv1.NewCatalogServiceClient(p.dial(t, nil)).GetDrug(t.Context(),
		&compendiumv1.GetDrugRequest{Name: "drugs/examplinib"}); err != nil {
		t.Error(err)
	}
}

func TestDeadlinesAreBounded(t *testing.T) {
	s := &trial{unary: func(ctx context.Context) error {
		deadline, ok := ctx.Deadline()
		if !ok || time.Until(deadline) > time.Minute {
			t.Errorf("the call may go on until %v", deadline)
		}
		return nil
	}}
	p := open(t, func(c *config.Config) { c.MaxDeadline = time.Minute; c.MaxInFlight = 2 }, s.add)
	conn := p.dial(t, nil)
	late, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	for _, ctx := range []context.Context{t.Context(), late} {
		if err := do(ctx, conn); err != nil {
			t.Error(err)
		}
	}
}

// TestSlowSenders opens calls and sends no request. They end at the deadline that the server gives them, or hold no
// more than half of the places: another caller is answered.
func TestSlowSenders(t *testing.T) {
	p := open(t, func(c *config.Config) { c.MaxDeadline = 50 * time.Millisecond; c.MaxInFlight = 4 }, nil)
	conn := p.dial(t, nil)
	for _, method := range []string{compendiumv1.CatalogService_ListDrugs_FullMethodName,
		compendiumv1.CatalogService_GetDrug_FullMethodName} {
		for range 20 {
			stream, err := conn.NewStream(t.Context(), &grpc.StreamDesc{ClientStreams: true}, method)
			if err != nil {
				t.Fatal(err)
			}
			if method == compendiumv1.CatalogService_GetDrug_FullMethodName {
				continue
			}
			if err := stream.RecvMsg(&emptypb.Empty{}); status.Code(err) != codes.DeadlineExceeded {
				t.Errorf("%s: %v", method, err)
			}
		}
		// The client tries until there is a place.
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		for {
			_, err := compendiumv1.NewCatalogServiceClient(conn).
				GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"})
			if err == nil {
				break
			}
			if status.Code(err) != codes.ResourceExhausted {
				t.Fatalf("%s: %v", method, err)
			}
		}
		cancel()
	}
}

func TestSwitchedOff(t *testing.T) {
	p := open(t, func(c *config.Config) { c.Reflection = false; c.ValidateContent = false }, nil)
	conn := p.dial(t, nil)
	validation := compendiumv1.NewValidationServiceClient(conn)
	if _, err := validation.ValidateContent(t.Context(), &compendiumv1.ValidateContentRequest{}); status.Code(
		err,
	) != codes.Unimplemented {
		t.Errorf("ValidateContent: %v", err)
	}
	if _, err := validation.ListRules(t.Context(), &compendiumv1.ListRulesRequest{}); err != nil {
		t.Errorf("ListRules: %v", err)
	}
	stream, err := reflectionpb.NewServerReflectionClient(conn).ServerReflectionInfo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); status.Code(err) != codes.Unimplemented {
		t.Errorf("reflection: %v", err)
	}
	_, err = compendiumv1.NewCatalogServiceClient(conn).
		GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: strings.Repeat("x", 2<<20)})
	if status.Code(err) != codes.ResourceExhausted {
		t.Errorf("a large request: %v", err)
	}
}

// TestShutdownSequence follows the steps with a call that runs through them.
func TestShutdownSequence(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	s := &trial{unary: func(context.Context) error {
		entered <- struct{}{}
		<-leave
		return nil
	}}
	p := open(t, func(c *config.Config) { c.ShutdownDelay = time.Hour }, s.add)
	conn := p.dial(t, nil)
	watch, err := healthpb.NewHealthClient(conn).
		Watch(t.Context(), &healthpb.HealthCheckRequest{Service: services.HealthReady})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := watch.Recv(); err != nil {
		t.Fatal(err)
	}
	running := make(chan error, 1)
	go func() { running <- do(t.Context(), conn) }()
	<-entered
	ctx, cut := context.WithCancel(t.Context())
	down := make(chan struct{})
	go func() {
		p.down(ctx)
		close(down)
	}()
	// 1. Health says so; 2. calls are answered until that is seen.
	if now, err := watch.Recv(); err != nil || now.Status != healthpb.HealthCheckResponse_NOT_SERVING {
		t.Errorf("health: %v %v", now, err)
	}
	p.answers(t)
	// The context ends the wait; 5. and cuts off what runs.
	cut()
	if err := <-running; status.Code(err) != codes.Unavailable {
		t.Errorf("the call that ran on: %v", err)
	}
	close(leave)
	<-down
	if !strings.Contains(p.log.String(), "cut off") {
		t.Error("the log does not say that calls were cut off")
	}
	if _, err := healthpb.NewHealthClient(p.dial(t, nil)).Check(t.Context(), &healthpb.HealthCheckRequest{}); status.Code(
		err,
	) != codes.Unavailable {
		t.Errorf("a call after the end: %v", err)
	}
}

func TestShutdownDrains(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	s := &trial{unary: func(context.Context) error {
		entered <- struct{}{}
		<-leave
		return nil
	}}
	p := open(t, nil, s.add)
	running := make(chan error, 1)
	conn := p.dial(t, nil)
	go func() { running <- do(t.Context(), conn) }()
	<-entered
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	down := make(chan struct{})
	go func() {
		p.down(ctx)
		close(down)
	}()
	close(leave)
	if err := <-running; err != nil {
		t.Errorf("the call that ran on: %v", err)
	}
	<-down
	if ctx.Err() != nil {
		t.Error("the drain went on after the last call")
	}
}
