package services

import (
	"context"
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
)

// Header metadata of every response.
const (
	// VersionHeader names the version of the catalog that answered.
	VersionHeader = "catalog-version"
	// DigestHeader names the digest of its content.
	DigestHeader = "catalog-digest"
	// VersionChangedHeader names the version that the page before came from, where it was another one.
	VersionChangedHeader = "catalog-version-changed"
)

// method answers one RPC with bytes that are ready, from one release.
type method struct {
	request func() proto.Message
	answer  func(ctx context.Context, now call, request proto.Message) (any, error)
	// selfValidating is set where the method itself refuses what the rules of its request refuse, by way of invalid, so that requests that
	// are well-formed cost nothing to check.
	selfValidating bool
}

// selfValidating has a method refuse what the rules of its request refuse.
func selfValidating(m method) method {
	m.selfValidating = true
	return m
}

// call is what one call answers from.
type call struct {
	*generation
	server *Server
	state  *state
}

// callKey is the key of the context that holds the call of a generated method.
type callKey struct{}

// callOf returns the call that a generated method answers.
func callOf(ctx context.Context) call {
	now, ok := ctx.Value(callKey{}).(call)
	if !ok {
		panic("a method of the service is called without its server")
	}
	return now
}

// answer makes a method of a function over a request type.
func answer[T any, Request interface {
	*T
	proto.Message
}](f func(context.Context, call, Request) (any, error)) method {
	return method{
		request: func() proto.Message { return Request(new(T)) },
		answer: func(ctx context.Context, now call, request proto.Message) (any, error) {
			typed, ok := request.(Request)
			if !ok {
				return nil, fmt.Errorf("the request is a %T", request)
			}
			return f(ctx, now, typed)
		},
	}
}

// description returns the description of a generated service, whose methods answer from one release each. Methods of bytes take the place
// of those that would encode a message for each call.
func (s *Server) description(generated *grpc.ServiceDesc, bytes map[string]method) *grpc.ServiceDesc {
	described := *generated
	described.Methods, described.Streams = nil, nil
	for _, m := range generated.Methods {
		full := "/" + generated.ServiceName + "/" + m.MethodName
		handler := s.messageHandler(full, m.Handler)
		if ready, ok := bytes[m.MethodName]; ok {
			handler = s.bytesHandler(full, ready)
		}
		described.Methods = append(described.Methods, grpc.MethodDesc{MethodName: m.MethodName, Handler: s.guarded(full, handler)})
	}
	for _, stream := range generated.Streams {
		handler := stream.Handler
		stream.Handler = func(server any, stream grpc.ServerStream) error { return handler(server, requestStream{stream}) }
		described.Streams = append(described.Streams, stream)
	}
	return &described
}

// requestStream reads the request of a stream within its bounds.
type requestStream struct{ grpc.ServerStream }

// RecvMsg reads the request.
func (r requestStream) RecvMsg(message any) error {
	return receive(message, smallRequestBytes, r.ServerStream.RecvMsg)
}

// receive reads a request of at most a number of bytes.
func receive(message any, maxBytes int, decode func(any) error) error {
	typed, ok := message.(proto.Message)
	if !ok {
		return fmt.Errorf("the request is a %T", message)
	}
	request := incoming{message: typed, most: maxBytes}
	if err := decode(&request); err != nil {
		return err
	}
	if request.problem != nil {
		return malformed(request.problem)
	}
	return nil
}

// messageHandler has a generated handler answer from one release, which callOf returns.
func (s *Server) messageHandler(full string, generated grpc.MethodHandler) grpc.MethodHandler {
	maxBytes := smallRequestBytes
	if full == validateContentMethod {
		maxBytes = int(s.settings.config.MaxRequestBytes)
	}
	return func(server any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
		read := func(message any) error { return receive(message, maxBytes, decode) }
		answering := func(ctx context.Context, request any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
			run := func(ctx context.Context, request any) (any, error) {
				return s.run(ctx, full, request, method{answer: func(ctx context.Context, now call, request proto.Message) (any, error) {
					return next(context.WithValue(ctx, callKey{}, now), request)
				}})
			}
			if interceptor == nil {
				return run(ctx, request)
			}
			return interceptor(ctx, request, info, run)
		}
		return generated(server, ctx, read, answering)
	}
}

// bytesHandler handles a method of bytes as a generated handler would one of messages.
func (s *Server) bytesHandler(full string, m method) grpc.MethodHandler {
	info := &grpc.UnaryServerInfo{Server: s, FullMethod: full}
	run := func(ctx context.Context, request any) (any, error) { return s.run(ctx, full, request, m) }
	return func(_ any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
		request := m.request()
		if err := receive(request, smallRequestBytes, decode); err != nil {
			return nil, err
		}
		if interceptor == nil {
			return run(ctx, request)
		}
		return interceptor(ctx, request, info, run)
	}
}

func (s *Server) run(ctx context.Context, full string, request any, m method) (any, error) {
	message, ok := request.(proto.Message)
	if !ok {
		return nil, fmt.Errorf("the request is a %T", request)
	}
	return s.call(ctx, full, m, message)
}

// call answers from one generation, which a refusal names too.
func (s *Server) call(ctx context.Context, full string, m method, request proto.Message) (response any, err error) {
	now, err := s.pick(request)
	if err != nil {
		return nil, err
	}
	held := true
	defer func() {
		if p := recover(); p != nil {
			response, err = nil, answeredError{s.panicked(full, p)}
		}
		if held {
			now.File.Close()
		}
	}()
	response, err = s.answer(ctx, m, now, request)
	if err != nil {
		// The caller who went away is told nothing, and the error is what there is to tell.
		_ = grpc.SetHeader(ctx, now.header)
		return nil, answeredError{err}
	}
	// Sent as it is, while metadata that is only set would be copied for each call. The response follows at once. It fails only for a call
	// that has ended already, because its caller has reset it; gRPC's own error for that would look as if something had failed here.
	if grpc.SendHeader(ctx, now.header) != nil {
		return nil, context.Canceled
	}
	if ready, ok := response.(*encoded); ok {
		// The response holds the image until it is sent.
		ready.file = now.File
		held = false
	}
	return response, nil
}

// answer has a method answer, within the bounds of what this server sends.
func (s *Server) answer(ctx context.Context, m method, now call, request proto.Message) (any, error) {
	if !m.selfValidating {
		if err := s.invalid(request); err != nil {
			return nil, err
		}
	}
	response, err := m.answer(ctx, now, request)
	if err != nil {
		return nil, err
	}
	if ready, ok := response.(*encoded); ok {
		if size, most := ready.size(), int(s.settings.config.MaxResponseBytes); size > most {
			return nil, tooLarge(ReasonResponseTooLarge, size, most,
				fmt.Sprintf("The response has %d bytes; this server sends %d. Ask for fewer records at once, for the view BASIC, or for some fields.", size, most))
		}
	}
	return response, nil
}

// setHeader adds header metadata to the response. That fails only for a call that has ended already, because its caller has reset it; gRPC's
// own error for it would look as if something had failed here.
func setHeader(ctx context.Context, header metadata.MD) error {
	if grpc.SetHeader(ctx, header) != nil {
		return context.Canceled
	}
	return nil
}

// invalid returns the error of a request that its rules refuse, or nil.
func (s *Server) invalid(request proto.Message) error {
	if err := s.validator.Validate(request); err != nil {
		return invalidRequest(err)
	}
	return nil
}

// pick holds the generation that a request is to be answered from: that of the version it asks for, or the current one.
func (s *Server) pick(request proto.Message) (call, error) {
	for {
		now := s.state.Load()
		g := now.current
		if g.empty() {
			return call{}, s.notReady(now)
		}
		if version, reason := wantedVersion(request); version != "" && version != g.version {
			if g = now.at(version); g == nil {
				return call{}, versionGone(reason, version, now)
			}
		}
		if g.File.Acquire() {
			return call{generation: g, server: s, state: now}, nil
		}
		// It was let go of since the state was read, so there is a newer state.
	}
}

// wantedVersion returns the version that a request must be answered from, "" for any, and the reason of the error when it is gone.
func wantedVersion(request proto.Message) (version, reason string) {
	if r, ok := request.(interface{ GetVersion() string }); ok && r.GetVersion() != "" {
		return r.GetVersion(), ReasonVersionNotRetained
	}
	if r, ok := request.(interface {
		GetConsistent() bool
		GetPageToken() string
	}); ok && r.GetConsistent() && r.GetPageToken() != "" {
		return tokenVersion(r.GetPageToken()), ReasonVersionChanged
	}
	return "", ""
}
